/** Typed details: shown with what they are, kept by Enter, cleared by a dash. */
import { say } from "../../../cli/answer.ts";
import { clean } from "../../../cli/format.ts";
import { PdqbError } from "../../../domain/errors.ts";
import type { InvoicePlan } from "../../../domain/plan/invoice-plan.ts";
import type { CreateInput } from "../../../usecases/plan/create-input.ts";
import { discountText } from "../../details/line-flags.ts";
import { detailsOf, type EditRow, row, type Session, setDetails } from "./session.ts";
import { type Detail, type DetailName, TEXT_DETAILS } from "./text-details.ts";

/** `-` is nothing, Enter alone what stands there. */
async function editText(session: Session, name: DetailName, plan: InvoicePlan): Promise<boolean> {
  const detail: Detail = TEXT_DETAILS[name];
  const details = detailsOf(session);
  const now = detail.shown(details, plan);
  const today = await session.context.today();
  const hint = [detail.hint, "Enter keeps it, - for none"].filter(Boolean).join("; ");
  const put = (one: CreateInput, text: string) =>
    detail.put(one, text.trim() === "-" ? undefined : text.trim(), today);
  const text = await session.context.ask.text(`${detail.title} (${hint}):`, {
    flag: detail.flag,
    ...(now === "" ? {} : { default: now }),
    validate: (typed) => typed === "" || typed === now || faultOf(() => put({ ...details }, typed)),
  });
  if (text === "" || text === now) return false;
  const changed = { ...details };
  put(changed, text);
  setDetails(session, changed);
  return true;
}

/** The answer to a problem that another text mends. */
export async function answerText(
  session: Session,
  name: DetailName,
  { plan, problem }: { plan: InvoicePlan; problem: string },
): Promise<boolean> {
  await say(session.context.io, clean(problem));
  return editText(session, name, plan);
}

/** True, or what is wrong. */
function faultOf(work: () => void): true | string {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof PdqbError) return `${error.message} ${error.reason}`.trim();
    throw error;
  }
}

/** With what stands there now. */
export function textRow(session: Session, name: DetailName, plan: InvoicePlan): EditRow {
  const { title, shown } = TEXT_DETAILS[name];
  const value = shown(detailsOf(session), plan);
  return row(title, value, () => editText(session, name, plan));
}

/** Those that are asked for elsewhere in the list, or only where they are missing. */
const ELSEWHERE: readonly DetailName[] = ["due", "date", "discount", "rate"];

/** All others. */
export function textRows(session: Session, plan: InvoicePlan): EditRow[] {
  return (Object.keys(TEXT_DETAILS) as DetailName[])
    .filter((name) => !ELSEWHERE.includes(name))
    .map((name) => textRow(session, name, plan));
}

/** One of the whole invoice stands in the place of the deal's. */
export function discountRow(session: Session, plan: InvoicePlan): EditRow {
  const { discount } = detailsOf(session);
  const value = discount ? discountText(discount) : "the deal's own";
  return row("Discount", value, () => editText(session, "discount", plan));
}
