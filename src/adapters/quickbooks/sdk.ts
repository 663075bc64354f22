/**
 * node-quickbooks under control: it does one request at a time and knows only the shared axios, so interceptors and the call's
 * context add what it lacks (`requestid`, exact body, the text of the answer) and turn every fault into a ServiceError.
 * Loaded with the first call.
 */
import type { BooksEntity } from "../../ports/written.ts";
import axios from "../axios.cjs";
import { unreadableError } from "../http/faults.ts";
import { currentCall, instrument } from "../http.ts";
import { answerOf, faultError, jsonFault } from "./faults.ts";

export type Done = (error: unknown, data?: unknown) => void;

/** The part of the SDK that is used; its own types declare another export than it has, and other arguments. */
export interface Sdk extends SdkWrites {
  endpoint: string;
  batch(items: { bId: string; Query: string }[], done: Done): void;
  changeDataCapture(entities: string, since: string, done: Done): void;
  findAccounts(criteria: string, done: Done): void;
  findClasses(criteria: string, done: Done): void;
  findCreditMemos(criteria: string, done: Done): void;
  findCustomers(criteria: string, done: Done): void;
  findDepartments(criteria: string, done: Done): void;
  findEmployees(criteria: string, done: Done): void;
  findInvoices(criteria: string | { count: true }, done: Done): void;
  findItems(criteria: string, done: Done): void;
  findTaxCodes(criteria: string, done: Done): void;
  findTaxRates(criteria: string, done: Done): void;
  findPayments(criteria: string, done: Done): void;
  findTerms(criteria: string, done: Done): void;
  findVendors(criteria: string, done: Done): void;
  getCompanyInfo(id: string, done: Done): void;
  getCustomer(id: string, done: Done): void;
  getExchangeRate(options: { sourcecurrencycode: string; asofdate: string }, done: Done): void;
  getInvoice(id: string, done: Done): void;
  getInvoicePdf(id: string, done: Done): void;
  getItem(id: string, done: Done): void;
  getPreferences(done: Done): void;
  getTaxCode(id: string, done: Done): void;
  getTaxRate(id: string, done: Done): void;
  getTerm(id: string, done: Done): void;
  reportAgedReceivables(options: { report_date: string; aging_method: string }, done: Done): void;
}

/** Writes, named alike for all that QuickBooks keeps. */
type SdkWrites = {
  [Name in `${"create" | "void" | "delete"}${BooksEntity}`]: (entity: object, done: Done) => void;
} & { [Name in `send${BooksEntity}Pdf`]: (id: string, to: string, done: Done) => void };

type SdkClass = new (
  key: string,
  secret: string,
  token: string,
  tokenSecret: false,
  realm: string,
  sandbox: boolean,
  debug: false,
  minorversion: "75",
  oauth: "2.0",
  refreshToken: "",
) => Sdk;

let sdkClass: Promise<SdkClass> | undefined;

export function loadSdk(): Promise<SdkClass> {
  sdkClass ??= import("node-quickbooks").then((module) => {
    instrument(axios);
    controlDefaultAxios();
    return module.default as unknown as SdkClass;
  });
  return sdkClass;
}

/** Once per process, after `instrument`, whose answer handler therefore comes first. */
function controlDefaultAxios(): void {
  axios.interceptors.request.use((config) => {
    const call = currentCall();
    // A fault comes as JSON also where bytes were asked for.
    const isBytes = config.responseType === "arraybuffer";
    config.headers.set(
      "Accept",
      isBytes ? "application/pdf, application/json" : "application/json",
    );
    if (call.requestId !== undefined) {
      config.params = { ...config.params, requestid: call.requestId };
    }
    if (call.exactBody !== undefined) {
      config.data = call.exactBody;
      config.headers.set("Content-Type", call.contentType ?? "application/json");
      config.transformRequest = [(data: unknown) => data];
    }
    // The text as it came: a fault may be XML, and axios would hide a JSON text that was cut.
    if (!isBytes) config.transformResponse = [(text: unknown) => text];
    return config;
  });
  axios.interceptors.response.use(
    (response) => {
      if (response.config.responseType === "arraybuffer") return response;
      const call = currentCall();
      const raw = String(response.data ?? "");
      let body: unknown;
      try {
        body = JSON.parse(raw);
      } catch {
        const fault = faultError(call, answerOf(call), raw);
        if (fault.codes.length > 0) throw fault;
        throw unreadableError(call, { ...answerOf(call), what: describe(raw) });
      }
      if (jsonFault(body)) throw faultError(call, answerOf(call), raw);
      response.data = body;
      return response;
    },
    (error: unknown) => {
      // A success whose body broke off is as good as no answer.
      if (!axios.isAxiosError(error) || !error.response || error.response.status < 300) throw error;
      const call = currentCall();
      throw faultError(call, answerOf(call), String(error.response.data ?? ""));
    },
  );
}

function describe(raw: string): string {
  if (raw.trim() === "") return "an empty body";
  return raw.trimStart().startsWith("<") ? "a page instead of data" : "data that is cut or garbled";
}
