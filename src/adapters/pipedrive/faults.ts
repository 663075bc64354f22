/** A refusal by Pipedrive, told in words that help (docs/pipedrive.md 9 and 10). */
import { SAME_COMMAND, type ServiceError } from "../../domain/errors.ts";
import { answerError, type FailedCall } from "../http/faults.ts";
import { CONNECT_AGAIN } from "./oauth.ts";
import { asObject, asText } from "./wire.ts";

export function errorFor(call: FailedCall, status: number, body: unknown): ServiceError {
  const answer = call.answer ?? { status, headers: {}, traceId: undefined };
  const envelope = asObject(body);
  const code = asText(envelope?.code);
  const words = [envelope?.error, envelope?.error_info].map(asText).filter((text) => text !== null);
  const facts = {
    ...answer,
    codes: code === null ? [] : [code],
    reason: envelope ? words.join(" ") : "",
  };
  switch (status) {
    case 401:
      return answerError(call, {
        ...facts,
        message: "Pipedrive does not accept the connection.",
        next: [...CONNECT_AGAIN, "pdqb connect pipedrive --token-stdin"],
      });
    case 402:
      return answerError(call, {
        ...facts,
        message: "The Pipedrive account is closed: a trial is over, or a bill is open.",
        next: ["Open it again in Pipedrive: Company settings, Billing."],
      });
    case 403:
      return answerError(call, {
        ...facts,
        ...forbidden(body, words.join(" "), code),
        again: false,
      });
    case 429:
      return isDailyBudget(answer.headers)
        ? answerError(call, {
            ...facts,
            message: "The Pipedrive company has used up its API budget for today.",
            next: [
              "Wait until midnight (Pipedrive's server time), or ask an administrator for a larger budget.",
            ],
            again: false,
          })
        : answerError(call, {
            ...facts,
            reason: "the request limit was reached and this request was not carried out",
          });
    default:
      return answerError(call, facts);
  }
}

/** A missing scope, a page of Cloudflare after too many requests, a limit of the plan, and a missing right look alike by status. */
function forbidden(body: unknown, words: string, code: string | null) {
  if (typeof body === "string" && /cloudflare/i.test(body)) {
    return {
      kind: "unavailable" as const,
      message: "Pipedrive is blocking this machine for a while after too many requests.",
      reason: "It ends after some minutes.",
      next: [SAME_COMMAND],
    };
  }
  if (/scope and url mismatch/i.test(words)) {
    return {
      message: "The Pipedrive app lacks a scope that this needs.",
      next: [
        "Tick deals:full, contacts:read and products:read on the app (for the write-back deal-fields:full and activities:full too), then: pdqb connect pipedrive",
      ],
    };
  }
  if (code?.startsWith("feature_capping"))
    return { message: "The plan of the Pipedrive company does not allow it." };
  return {
    message: "The connected Pipedrive user may not do this.",
    next: [
      "Ask a Pipedrive administrator for the right, or connect as another user: pdqb connect pipedrive",
    ],
  };
}

/** Headers seen though not documented (9): with calls left in the window and no tokens left for the day, it is the day's budget. */
function isDailyBudget(headers: Record<string, string>): boolean {
  return headers["x-daily-ratelimit-token-remaining"] === "0";
}
