/** Refusals of the service: the codes, types and texts of docs/quickbooks.md 12 and of the fixtures it names. Decide on codes; texts differ by language. */

export type FaultError = { message: string; detail: string; code: string; element?: string };
export type FaultType = "ValidationFault" | "SystemFault" | "AuthenticationFault";

/** A business fault: HTTP 400, or 200 inside a batch (docs/quickbooks.md 12.1 A). */
export class Fault extends Error {
  readonly errors: FaultError[];
  readonly type: FaultType;
  readonly status: number;

  constructor(
    errors: FaultError | FaultError[],
    type: FaultType = "ValidationFault",
    status = type === "SystemFault" ? 500 : 400,
  ) {
    const list = Array.isArray(errors) ? errors : [errors];
    super(list.map(({ code, detail }) => `${code} ${detail}`).join("; "));
    this.errors = list;
    this.type = type;
    this.status = status;
  }
}

type GatewayError = { code: string; message: string; detail: string | null; type: string };

/** A fault of the gateway in front of the API: lower-case members, and XML whatever was asked when `isXml` (docs/quickbooks.md 12.1 B, C). */
export class GatewayFault extends Error {
  constructor(
    readonly status: number,
    readonly error: GatewayError,
    readonly isXml = false,
  ) {
    super(error.message);
  }
}

/** A path or a method that nothing is behind, under a company (docs/quickbooks.md 17). */
export class NoSuchPath extends Error {}

/** The words of each code. */
const MESSAGES: Record<string, string> = {
  500: "Unsupported Operation",
  600: "Duplicate Request ID",
  610: "Object Not Found",
  620: "Txn ID Cannot Be Linked",
  630: "Duplicate Object",
  800: "Cannot delete object",
  1040: "Batch size exceeds allowed limit",
  2000: "Invalid or unsupported object name",
  2010: "Request has invalid or unsupported property",
  2020: "Required param missing, need to supply the required value for the API",
  2030: "Invalid ID",
  2040: "Invalid String. The string may contain unsupported or illegal chars",
  2050: "String length is either shorter or longer than supported by specification",
  2060: "Invalid Date Format",
  2070: "Invalid Date",
  2080: "Invalid Number Format",
  2110: "Invalid Decimal",
  2120: "Invalid Type",
  2130: "Invalid Request Id Format",
  2140: "Invalid Amount",
  2150: "Invalid Percent",
  2170: "Invalid Enumeration",
  2210: "Invalid Email Address format",
  2220: "Invalid Currency Type",
  2230: "Invalid Boolean",
  2240: "Invalid Number Range",
  2250: "Missing lines",
  2290: "Negative Amount",
  2500: "Invalid Reference Id",
  3000: "Invalid Custom Field",
  4000: "Error parsing query",
  5010: "Stale Object Error",
  5030: "Feature Not Supported Error",
  6000: "A business validation error has occurred while processing your request",
  6070: "Amount calculation incorrect in the request.",
  6080: "No Name Provided",
  6090: "Discount Line missing required info",
  6100: "Invalid Line TaxCode in the request",
  6140: "Duplicate Document Number Error",
  6160: "Invalid TaxCodeRef Error",
  6170: "Invalid TxnTaxDetail Error",
  6180: "Sub Level Limit",
  6190: "Invalid Company Status Error",
  6200: "Account Period Closed, Cannot Update Through Services API",
  6210: "Account Period Closed, Cannot Update Through Services API",
  6220: "Delete List Has Balance Error",
  6230: "Invalid TaxCodeRef Error",
  6240: "Duplicate Name Exists Error",
  6250: "Invalid Sales Customer",
  6420: "Email address is required",
  6430: "Invalid account type used",
  6450: "Attempt to Void Transaction failed",
  6470: "TaxLiabilityAccount or TaxRateError",
  6540: "Deposited Transaction cannot be changed",
};

export const refusal = (code: string, detail: string, element = ""): Fault =>
  new Fault({ code, message: MESSAGES[code] ?? "", detail, element });

/** A value that cannot be: the code says why. */
export const badValue = (code: string, element: string, value: unknown): Fault =>
  refusal(code, `Supplied value:${value}`, element);

export const business = (detail: string, element = ""): Fault =>
  refusal("6000", `Business Validation Error: ${detail}`, element);

export const missing = (element: string): Fault =>
  refusal("2020", `Required parameter ${element} is missing in the request`, element);

export const unknownMember = (what: string, element = ""): Fault =>
  refusal("2010", `Property Name:${what} specified is unsupported or invalid`, element);

export const badMediaType = (type: string): Fault =>
  new Fault(
    {
      code: "2010",
      message: MESSAGES[2010] ?? "",
      detail: `Unsupported Media Type : ${type || "none"}`,
    },
    "ValidationFault",
    415,
  );

export function systemFault(detail: string): Fault {
  const message = "An application error has occurred while processing your request";
  const error = { code: "10000", message, detail: `System Failure Error: ${detail}` };
  return new Fault(error, "SystemFault");
}

export const tooLong = (element: string, max: number, length: number): Fault =>
  refusal(
    "2050",
    `String length specified does not match the supported length. Min:0 Max:${max} supported. Supplied length:${length}`,
    element,
  );

export const badText = (element: string): Fault =>
  refusal("2040", `Element contains invalid chars : ${element}`, element);

/** `kind`: Names, Accounts, Items, Klasses and so on, as the service calls its lists. */
export const badReference = (kind: string, id: string, element = "Reference Id"): Fault =>
  refusal("2500", `Invalid Reference Id : ${kind} element id ${id} not found`, element);

const INACTIVE =
  "Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.";

export const notFound = (): Fault => refusal("610", `Object Not Found : ${INACTIVE}`);

/** Something inactive was used: the reference knows three answers, all with the same text (docs/quickbooks.md 9, 10). */
export const inactive = (code: string, what: string): Fault => {
  if (code === "6250") return refusal(code, `Invalid Sales Customer: ${INACTIVE}`);
  if (code === "2500") return refusal(code, `Invalid Reference Id : ${INACTIVE}`, what);
  return notFound();
};

export const stale = (): Fault =>
  refusal(
    "5010",
    "Stale Object Error : You and another user were working on this at the same time. The other user finished before you did, so your work was not saved.",
  );

export const needsEmail = (): Fault =>
  refusal(
    "6420",
    "An email address is required for this customer since the delivery type is email.",
    "BillEmail",
  );

export const negativeLine = (): Fault =>
  refusal("2290", "Negative amounts aren't supported on transaction lines.", "Line.Amount");

export const otherCurrency = (): Fault =>
  business("The transaction needs to be in the same currency as the A/R account it uses.");

export const cannotBeLinked = (id: string | undefined): Fault =>
  refusal("620", `The transaction ID ${id} cannot be linked.`, "LinkedTxn");

export const unsupported = (operation: string): Fault =>
  refusal("500", `Operation ${operation} is not supported.`);

export const noResource = (path: string): Fault =>
  unsupported(
    `Could not find resource for relative : ${path.replace(/^\/v3/, "")} of full path: https://quickbooks.api.intuit.com${path}`,
  );

export const nameTaken = (
  what = "Another customer, vendor or employee is already using this name. Please use a different name.",
): Fault => refusal("6240", `The name supplied already exists. : ${what}`);

export const badQuery = (detail: string): Fault =>
  new Fault({ code: "4001", message: "Invalid query", detail: `QueryValidationError: ${detail}` });

export const unreadableQuery = (detail: string): Fault =>
  new Fault({
    code: "4000",
    message: "Error parsing query",
    detail: `QueryParserError: ${detail}`,
  });
