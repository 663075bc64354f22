/** The envelope of every answer, good and bad (docs/pipedrive.md 10). */
import { jsonReply, type Reply } from "../http.ts";

const ERROR_INFO =
  "Please check developers.pipedrive.com for more information about Pipedrive API.";

/** A refusal. `code` is the service's own text code, which only some errors have. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string | undefined;
  readonly info: string;
  /** Validation errors of v2 have no more than `error` and `code` (docs/pipedrive.md 15). */
  readonly isBare: boolean;

  constructor(
    status: number,
    error: string,
    extra: { code?: string; info?: string; isBare?: boolean } = {},
  ) {
    super(error);
    this.status = status;
    this.code = extra.code;
    this.info = extra.info ?? ERROR_INFO;
    this.isBare = extra.isBare ?? false;
  }
}

export const notFound = (): Refusal =>
  new Refusal(404, "Entity was not found", {
    code: "ERR_NOT_FOUND",
    info: "Object was not found.",
  });

export const archived = (): Refusal =>
  new Refusal(400, "Archived deals cannot be edited", { code: "ERR_DEAL_ARCHIVED" });

/** The text names the field; custom fields are named by their code. */
export const invalid = (field: string, problem: string): Refusal =>
  new Refusal(400, `Validation failed: ${field}: ${problem}`, {
    code: "ERR_SCHEMA_VALIDATION_FAILED",
    isBare: true,
  });

/** A name that an operation does not know, in the address or in the body. */
export const unknownParameter = (field: string): Refusal =>
  new Refusal(400, `Parameter '${field}' is not allowed for this request`, {
    code: "ERR_SCHEMA_VALIDATION_FAILED",
    isBare: true,
  });

export function refusalReply(refusal: Refusal): Reply {
  return jsonReply(refusal.status, {
    success: false,
    error: refusal.message,
    ...(!refusal.isBare && { error_info: refusal.info, data: null, additional_data: null }),
    ...(refusal.code !== undefined && { code: refusal.code }),
  });
}

/** The gateway's own errors have `errorCode` and no `data` (docs/pipedrive.md 1.1, 1.4, 10). */
export function gatewayReply(status: number, error: string): Reply {
  return jsonReply(status, { success: false, error, errorCode: status, error_info: ERROR_INFO });
}

export const unauthorized = (): Reply => gatewayReply(401, "unauthorized access");
