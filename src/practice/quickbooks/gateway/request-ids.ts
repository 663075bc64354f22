/** `requestid`: the same id and content again is answered with the first answer, and is not run (docs/quickbooks.md 3). */
import { createHash } from "node:crypto";
import type { Row } from "../../state.ts";
import type { Books } from "../books.ts";
import { badValue, refusal } from "../fault.ts";
import type { Answer } from "../write-context.ts";

type AnswerRow = Row & { content: string; at: number; answer: Answer };

export function checkRequestId(id: string, max: number): void {
  if (id.length > max)
    throw refusal(
      "6000",
      `Business Validation Error: You can enter no more than ${max} characters in the request_id field.`,
    );
  if (!/^[\x21-\x7e]+$/.test(id)) throw badValue("2130", "requestid", id);
}

/** Runs `work` unless the id is known. The answer is kept in the transaction of the write, so that a crash cannot part them. */
export function once(
  books: Books,
  { id, content }: { id: string | undefined; content: string },
  work: () => Answer,
): Answer {
  if (id === undefined) return work();
  const table = books.state.table<AnswerRow>("qb.request_ids");
  const digest = createHash("sha256").update(content).digest("hex");
  const known = table.get(id);
  const lifeMs = Number(books.settings("requestid_hours")) * 3_600_000;
  const isRemembered = known !== undefined && books.now.getTime() - known.at < lifeMs;
  if (isRemembered && isReplayed(books, known, digest)) return known.answer;
  return books.state.transaction(() => {
    const answer = work();
    table.put({ id, content: digest, at: books.now.getTime(), answer });
    return answer;
  });
}

function isReplayed(books: Books, known: AnswerRow, digest: string): boolean {
  const isFailed = known.answer.status >= 400 || known.answer.members["Fault"] !== undefined;
  if (isFailed && books.settings("requestid_failed") === "run") return false;
  const isSame = known.content === digest;
  const setting = isSame ? "requestid_repeat" : "requestid_other_body";
  const behaviour = books.settings(setting);
  if (behaviour === "600") throw refusal("600", `Duplicate Request ID : ${known.id}`);
  return behaviour === "replay";
}
