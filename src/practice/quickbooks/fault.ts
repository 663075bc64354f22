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

/** A fault of the gateway in front of the API: lower-case members, and XML whatever was asked when `isXml` (docs/quickbooks.md 12.1 B, C). */
export class GatewayFault extends Error {
  readonly code: string;
  readonly detail: string | null;
  readonly type: string;
  readonly isXml: boolean;
  readonly headers: Record<string, string>;

  constructor(
    readonly status: number,
    error: { code: string; message: string; detail: string | null; type: string },
    { isXml = false, headers = {} }: { isXml?: boolean; headers?: Record<string, string> } = {},
  ) {
    super(error.message);
    this.code = error.code;
    this.detail = error.detail;
    this.type = error.type;
    this.isXml = isXml;
    this.headers = headers;
  }
}

/** A path or a method that nothing is behind, under a company (docs/quickbooks.md 17). */
export class NoSuchPath extends Error {}

function fault(code: string, message: string, detail: string, element = ""): Fault {
  return new Fault({ code, message, detail, element });
}

export const business = (detail: string, element = ""): Fault =>
  fault(
    "6000",
    "A business validation error has occurred while processing your request",
    `Business Validation Error: ${detail}`,
    element,
  );

export const missing = (element: string): Fault =>
  fault(
    "2020",
    "Required param missing, need to supply the required value for the API",
    `Required parameter ${element} is missing in the request`,
    element,
  );

export const unknownMember = (what: string, element = ""): Fault =>
  fault(
    "2010",
    "Request has invalid or unsupported property",
    `Property Name:${what} specified is unsupported or invalid`,
    element,
  );

export const tooLong = (element: string, max: number, length: number): Fault =>
  fault(
    "2050",
    "String length is either shorter or longer than supported by specification",
    `String length specified does not match the supported length. Min:0 Max:${max} supported. Supplied length:${length}`,
    element,
  );

export const badText = (element: string): Fault =>
  fault(
    "2040",
    "Invalid String. The string may contain unsupported or illegal chars",
    `Element contains invalid chars : ${element}`,
    element,
  );

export const badValue = (code: string, what: string, element: string, value: string): Fault =>
  fault(code, `Invalid ${what}`, `Supplied value:${value}`, element);

/** `kind`: Names, Accounts, Items, Klasses and so on, as the service calls its lists. */
export const badReference = (kind: string, id: string, element = "Reference Id"): Fault =>
  fault(
    "2500",
    "Invalid Reference Id",
    `Invalid Reference Id : ${kind} element id ${id} not found`,
    element,
  );

const INACTIVE =
  "Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.";

export const notFound = (): Fault =>
  fault("610", "Object Not Found", `Object Not Found : ${INACTIVE}`);

/** Something inactive was used: the reference knows three answers, all with the same text (docs/quickbooks.md 9, 10). */
export const inactive = (code: string, what: string): Fault => {
  if (code === "6250") {
    return fault("6250", "Invalid Sales Customer", `Invalid Sales Customer: ${INACTIVE}`);
  }
  if (code === "2500")
    return fault("2500", "Invalid Reference Id", `Invalid Reference Id : ${INACTIVE}`, what);
  return notFound();
};

export const stale = (): Fault =>
  fault(
    "5010",
    "Stale Object Error",
    "Stale Object Error : You and another user were working on this at the same time. The other user finished before you did, so your work was not saved.",
  );

export const unsupported = (operation: string): Fault =>
  fault("500", "Unsupported Operation", `Operation ${operation} is not supported.`);

export const noResource = (path: string): Fault =>
  unsupported(
    `Could not find resource for relative : ${path.replace(/^\/v3/, "")} of full path: https://quickbooks.api.intuit.com${path}`,
  );

export const nameTaken = (
  what = "Another customer, vendor or employee is already using this name. Please use a different name.",
): Fault =>
  fault("6240", "Duplicate Name Exists Error", `The name supplied already exists. : ${what}`);

export const amountMismatch = (supplied: string): Fault =>
  fault(
    "6070",
    "Amount calculation incorrect in the request.",
    `Amount is not equal to UnitPrice * Qty. Supplied value:${supplied}`,
    "Line.Amount",
  );

export const refusal = (code: string, message: string, detail = message, element = ""): Fault =>
  fault(code, message, detail, element);

export const badQuery = (detail: string): Fault =>
  new Fault({ code: "4001", message: "Invalid query", detail: `QueryValidationError: ${detail}` });

export const unreadableQuery = (detail: string): Fault =>
  new Fault({
    code: "4000",
    message: "Error parsing query",
    detail: `QueryParserError: ${detail}`,
  });
