/**
 * Removes what proofs made: payments and invoices are deleted, customers and items made inactive, deals, products, organizations and
 * notes deleted. What is not in the journal, since a kill came between, is found by its name.
 */
import { PdqbError, type ServiceName } from "../../domain/errors.ts";
import type { Leftover } from "./assumption.ts";
import {
  type Books,
  type BooksReply,
  DELETE,
  type Deals,
  type Lab,
  said,
  versionOf,
} from "./bench.ts";
import { openBooks } from "./books.ts";
import { openDeals } from "./deals.ts";
import { NotPossible } from "./finding.ts";
import { type LabPorts, openLab, PREFIX } from "./lab.ts";
import { type Row, rowAt, rowsAt, textAt } from "./rows.ts";

/** Removes what carries one of the words. Services that none of them wrote to are not asked. */
export async function removeMade(
  ports: LabPorts,
  lab: Lab,
  words: readonly string[],
  { unsettled = [] }: { unsettled?: readonly string[] } = {},
): Promise<Leftover[]> {
  await lab.settled();
  const left: Leftover[] = [];
  for (const proof of await ports.proofJournal.read()) {
    if (!words.includes(proof.word)) continue;
    const of = (service: ServiceName) =>
      proof.made.filter((made) => made.service === service).map(({ kind, id }) => ({ kind, id }));
    const own: Leftover[] = [];
    if (proof.services.includes("quickbooks"))
      own.push(...(await cleanBooks(openBooks(lab), proof.word, of("quickbooks"))));
    if (proof.services.includes("pipedrive"))
      own.push(...(await cleanDeals(openDeals(lab, { usesToken: false }), proof, of("pipedrive"))));
    // A request whose answer was lost may still make something, which the next clean-up finds.
    if (own.length === 0 && !unsettled.includes(proof.word))
      await ports.proofJournal.end(proof.word);
    left.push(...own);
  }
  return left;
}

/** How long a service may still work on a request whose answer was lost, or whose sender was killed. */
const WRITE_MAX_MS = 130_000;

/** `settled`: no request of these proofs can still be under way. While one can, their journals stay, for the next clean-up. */
type CleanUp = { words: string[]; left: Leftover[]; settled: boolean };

/** Removes what every proof of the profile left behind. */
export async function cleanAll(ports: LabPorts): Promise<CleanUp> {
  const proofs = await ports.proofJournal.read();
  const words = proofs.map(({ word }) => word);
  const now = ports.clock.now().getTime();
  const recent = proofs.filter(({ notedAt }) => now - Date.parse(notedAt) < WRITE_MAX_MS);
  const left = await removeMade(ports, openLab(ports, "clean"), words, {
    unsettled: recent.map(({ word }) => word),
  });
  return { words, left, settled: recent.length === 0 };
}

/** Of a list in a query (docs/quickbooks.md 7). */
const IDS_MAX = 50;

type Thing = { kind: string; id: string };

/** Payments first: an invoice that is paid may not be deleted, and a customer that owes not be made inactive. */
async function cleanBooks(books: Books, word: string, noted: Thing[]): Promise<Leftover[]> {
  const found = async (entity: string, name: string) =>
    books.rows(entity, `where ${name} like '${PREFIX} ${word}%' maxresults 1000`);
  const idsOf = (rows: Row[]) => rows.map((row) => textAt(row, "Id"));
  const ofNoted = (kind: string) => noted.filter((one) => one.kind === kind).map(({ id }) => id);
  const both = (kind: string, rows: Row[]) => [...new Set([...ofNoted(kind), ...idsOf(rows)])];
  const customers = both("Customer", await found("Customer", "DisplayName"));
  const items = both("Item", await found("Item", "Name"));
  const documents = { Payment: new Set<string>(), Invoice: new Set<string>() };
  for (const entity of ["Payment", "Invoice"] as const) {
    for (const id of ofNoted(entity)) documents[entity].add(id);
    for (let at = 0; at < customers.length; at += IDS_MAX) {
      const ids = customers.slice(at, at + IDS_MAX).map((id) => `'${id}'`);
      const rows = await books.rows(
        entity,
        `where CustomerRef in (${ids.join(", ")}) maxresults 1000`,
      );
      for (const id of idsOf(rows)) documents[entity].add(id);
    }
  }
  const left: Leftover[] = [];
  for (const entity of ["Payment", "Invoice"] as const)
    for (const id of documents[entity]) left.push(...(await removed(books, entity, id)));
  for (const id of customers) left.push(...(await removed(books, "Customer", id)));
  for (const id of items) left.push(...(await removed(books, "Item", id)));
  return left;
}

type Entity = "Payment" | "Invoice" | "Customer" | "Item";

/** Deleted, or made inactive where nothing can be deleted. Only 610 says that it is no longer there. */
async function removed(books: Books, entity: Entity, id: string): Promise<Leftover[]> {
  const found = await books.ask({ method: "GET", path: `${entity.toLowerCase()}/${id}` });
  if (found.code === "610") return [];
  if (!isDone(found)) return [leftover("quickbooks", entity, id, `answer ${said(found)}`)];
  const row = rowAt(found.body, entity);
  if (row.status === "Deleted" || row.Active === false) return [];
  const isDocument = entity === "Payment" || entity === "Invoice";
  const name = entity === "Item" ? { Name: row.Name, Type: row.Type } : {};
  const reply = isDocument
    ? await books.post(entity, versionOf(row), DELETE)
    : await books.post(entity, { ...name, ...versionOf(row), sparse: true, Active: false });
  return isDone(reply) ? [] : [leftover("quickbooks", entity, id, `answer ${said(reply)}`)];
}

const isDone = ({ status, code }: BooksReply) => status === 200 && code === null;

const DEAL_KINDS = ["v1/notes", "v2/deals", "v2/products", "v2/organizations"];
const PAGES_MAX = 20;

async function cleanDeals(
  deals: Deals,
  { word, startedAt }: { word: string; startedAt: string },
  noted: Thing[],
): Promise<Leftover[]> {
  const left: Leftover[] = [];
  for (const kind of DEAL_KINDS) {
    const ids = new Set(noted.filter((one) => one.kind === kind).map(({ id }) => id));
    // A note goes with its deal.
    if (kind !== "v1/notes")
      for (const id of await named(deals, kind, { word, startedAt }).catch(noneWithoutScope))
        ids.add(id);
    for (const id of ids) {
      const { status } = await deals.ask({ method: "DELETE", path: `${kind}/${id}` });
      const isGone = status < 300 || status === 404 || status === 410;
      if (!isGone) left.push(leftover("pipedrive", kind.slice(3), id, `answer ${status}`));
    }
  }
  return left;
}

/** What the app may not even list it has not made. */
function noneWithoutScope(error: unknown): string[] {
  if (error instanceof NotPossible) return [];
  throw error;
}

/** Ids of what has the word in its name, of all that changed since the proof began. */
async function named(
  deals: Deals,
  kind: string,
  { word, startedAt }: { word: string; startedAt: string },
): Promise<string[]> {
  const ids: string[] = [];
  const since: [string, string][] =
    kind === "v2/products" ? [] : [["updated_since", hourBefore(startedAt)]];
  let cursor = "";
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const query: [string, string][] = [...since, ["limit", "500"]];
    const next = cursor === "" ? query : [...query, ["cursor", cursor] as [string, string]];
    const { status, body } = await deals.get(kind, next);
    if (status >= 300)
      throw new PdqbError("partial", `Pipedrive answered ${status} to a list while cleaning up.`, {
        next: ["pdqb prove --clean"],
      });
    for (const row of rowsAt(body, "data")) {
      const name = textAt(row, "title") || textAt(row, "name");
      if (name.startsWith(`${PREFIX} ${word}`)) ids.push(textAt(row, "id"));
    }
    cursor = textAt(rowAt(body, "additional_data"), "next_cursor");
    if (cursor === "") break;
  }
  return ids;
}

/** The clocks of this machine and of Pipedrive may differ. */
function hourBefore(time: string): string {
  return new Date(Date.parse(time) - 3_600_000).toISOString().replace(/\.\d+Z$/, "Z");
}

function leftover(service: ServiceName, kind: string, id: string, why: string): Leftover {
  return { service, kind, id, why };
}
