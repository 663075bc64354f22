/** Details that are chosen from what the books have: term, class, location, how the prices are meant. */
import type { CreateInput } from "../../../usecases/plan/create-input.ts";
import { detailsOf, type Session, setDetails, stopped } from "./session.ts";

const NONE = "(none)";
const KEEP = Symbol("keep");
const BACK = { value: KEEP, name: "Back, as it is" } as const;

export async function pickTerm(session: Session): Promise<boolean> {
  const { context, planner } = session;
  const picked = await context.ask.select<string | typeof KEEP>(
    "Which term?",
    [BACK, ...planner.facts().terms.map(({ id, name }) => ({ value: id, name }))],
    { flag: "--terms <term>", escape: KEEP },
  );
  if (picked === KEEP) return false;
  // A date or days given before would beat the term.
  setDetails(session, { terms: picked, due: undefined });
  return true;
}

/** The answer to a term of the deal that the books do not have. */
export async function answerTerm(session: Session): Promise<boolean> {
  if (session.planner.facts().terms.length === 0) return false;
  if (await pickTerm(session)) return true;
  throw stopped();
}

export async function pickEntry(session: Session, what: "class" | "location"): Promise<void> {
  const { context, planner } = session;
  const entries = what === "class" ? await planner.classes() : await planner.locations();
  const picked = await context.ask.search<string | undefined | typeof KEEP>(
    `Which ${what}?`,
    async (term) => [
      BACK,
      { value: undefined, name: NONE },
      ...entries
        .filter(({ name }) => !term || name.toLowerCase().includes(term.toLowerCase()))
        .map(({ id, name }) => ({ value: id, name })),
    ],
    { flag: `--${what} <${what}>`, escape: KEEP },
  );
  if (picked !== KEEP) setDetails(session, { [what]: picked });
}

export async function pickTax(session: Session): Promise<void> {
  const picked = await session.context.ask.select<CreateInput["tax"] | typeof KEEP>(
    "How are the prices meant?",
    [
      BACK,
      { value: undefined, name: "As in Pipedrive" },
      { value: "exclusive", name: "Before tax: it is added" },
      { value: "inclusive", name: "With tax: it is in them" },
      { value: "none", name: "Not taxed" },
    ],
    {
      flag: "--tax exclusive|inclusive|none",
      default: detailsOf(session).tax,
      escape: KEEP,
    },
  );
  if (picked !== KEEP) setDetails(session, { tax: picked });
}
