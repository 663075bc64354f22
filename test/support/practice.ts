/** The practice pair as a test sees it: started by pdqb, asked by plain HTTP, never through pdqb. */
import { settingsPort } from "../../src/compose/world.ts";
import { practicePlace, steer } from "./practice-control.mjs";
import type { Home } from "./run.ts";

type BookedInvoice = {
  Id: string;
  SyncToken: string;
  DocNumber: string;
  PrivateNote: string;
  TotalAmt: number;
  Balance: number;
};

export type Books = {
  /** One entity of the practice books, as QuickBooks answers it. */
  read(path: string): Promise<Record<string, never>>;
  query(statement: string): Promise<Record<string, never>[]>;
  /** Every invoice whose private note fits, page by page: a query answers with at most 1,000. */
  invoices(note: RegExp): Promise<BookedInvoice[]>;
  post(path: string, body: unknown): Promise<Record<string, never>>;
  /** What arrived: both services, oldest first. */
  log(): Promise<
    {
      service: string;
      method: string;
      path: string;
      query: string;
      cost: number | null;
      requestid: string | null;
    }[]
  >;
  clearLog(): Promise<void>;
  clearFaults(): Promise<void>;
  /** So many invoices more, most of them paid. */
  load(invoices: number): Promise<void>;
  /** The e-mails that left. */
  outbox(): Promise<object[]>;
  fail(rule: Record<string, unknown>): Promise<void>;
  set(settings: Record<string, string>): Promise<void>;
};

/**
 * Starts the practice services of a home. Throttles are off: a test asks faster than an operator. `matching`: exact matches of
 * customers, items and tax codes are taken unasked.
 */
export async function openPractice(
  home: Home,
  { matching = false, company = "nordic" } = {},
): Promise<Books> {
  const started = await home.run(`practice start --company ${company}`);
  if (started.code !== 0) throw new Error(started.stderr);
  if (process.env.TEST_LEDGER === "PostgreSQL") {
    const { ledgerDatabase } = await import("./postgres.ts");
    await shareLedger(home, await ledgerDatabase());
  }
  if (matching) await matchExactly(home);
  return withoutLimits(home);
}

/** As `ledger use` does it, for a profile without rows. */
export async function shareLedger(home: Home, ledger: string): Promise<void> {
  await settingsPort({ PDQB_HOME: home.path }).update((file) => {
    const { practice } = file.profiles;
    if (!practice) throw new Error("The practice profile is missing");
    return { ...file, profiles: { ...file.profiles, practice: { ...practice, ledger } } };
  });
}

/** The running pair, which from now on takes requests faster than an operator makes them. */
export async function withoutLimits(home: Home): Promise<Books> {
  const books = await practiceBooks(home);
  await books.set({ "quickbooks.throttles": "off", "pipedrive.rate_limits": "off" });
  return books;
}

/** As `config set` does it three times, in the test's own process. */
export async function matchExactly(home: Home): Promise<void> {
  const exact = { "match.items": "exact", "match.customers": "exact", "match.tax": "exact" };
  await settingsPort({ PDQB_HOME: home.path }).update((file) => {
    const { practice } = file.profiles;
    if (!practice) throw new Error("The practice profile is missing");
    const values = { ...practice.values, ...exact };
    return { ...file, profiles: { ...file.profiles, practice: { ...practice, values } } };
  });
}

/** The pair that runs in this home already. */
export async function practiceBooks(home: Home): Promise<Books> {
  const { quickbooksOrigin: origin } = practicePlace(home.path);
  const env = await practiceEnv(home);
  const books = `${origin}/v3/company/${env.PRACTICE_REALM_ID}`;
  const headers = {
    authorization: `Bearer ${env.PRACTICE_QUICKBOOKS_ACCESS_TOKEN}`,
    accept: "application/json",
    "content-type": "application/json",
    // A connection that was kept may be closed by the service just as the next request leaves.
    connection: "close",
  };
  const read = async (answer: Response) => {
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${text}`);
    return JSON.parse(text);
  };
  const call = async (url: string, init: RequestInit = {}) => read(await fetch(url, init));
  const control = async (path: string, init?: { method: string; body?: string }) =>
    read(await steer(home.path, path, init));
  const post = (body: unknown) => ({ method: "POST", body: JSON.stringify(body) });
  const query = async (statement: string) => {
    const answer = await call(`${books}/query?query=${encodeURIComponent(statement)}`, { headers });
    const [rows] = Object.values(answer.QueryResponse).filter(Array.isArray);
    return (rows ?? []) as Record<string, never>[];
  };
  return {
    read: (path) => call(`${books}/${path}`, { headers }),
    query,
    async invoices(note) {
      const all: BookedInvoice[] = [];
      for (let start = 1; ; start += 1000) {
        const page = await query(
          `select * from Invoice orderby Id startposition ${start} maxresults 1000`,
        );
        all.push(...(page as unknown as BookedInvoice[]));
        if (page.length < 1000) return all.filter((one) => note.test(String(one.PrivateNote)));
      }
    },
    post: (path, body) => call(`${books}/${path}`, { ...post(body), headers }),
    log: async () => (await control("log")).entries,
    load: async (invoices) => control("load", post({ invoices })),
    clearFaults: async () => control("fail", { method: "DELETE" }),
    outbox: async () => (await control("outbox")).mails,
    clearLog: async () => control("log", { method: "DELETE" }),
    fail: async (rule) => control("fail", post(rule)),
    set: async (settings) => control("settings", post(settings)),
  };
}

/** What the services print for other clients. */
export const practiceEnv = async (home: Home) =>
  (await (await steer(home.path, "env")).json()) as Record<string, string>;

/** The practice Pipedrive under another grant than pdqb's, as a colleague at its web app. Answers with `data`. */
export async function practicePipedrive(home: Home) {
  const { pipedriveOrigin: origin } = practicePlace(home.path);
  const env = await practiceEnv(home);
  const headers = {
    authorization: `Bearer ${env.PRACTICE_PIPEDRIVE_ACCESS_TOKEN}`,
    "content-type": "application/json",
    connection: "close",
  };
  return async <T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: object,
  ): Promise<T> => {
    const answer = await fetch(`${origin}/api/${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    const told = (await answer.json()) as { success: boolean; data: T };
    if (!told.success) throw new Error(`${method} ${path}: ${JSON.stringify(told)}`);
    return told.data;
  };
}

/** The address that stands for a service from now on. */
export async function useOrigin(
  home: Home,
  service: "pipedrive" | "quickbooks",
  origin: string,
): Promise<void> {
  await settingsPort({ PDQB_HOME: home.path }).update((file) => {
    const { practice } = file.profiles;
    if (!practice?.origins) throw new Error("The practice profile is missing");
    const origins = { ...practice.origins, [service]: origin };
    return { ...file, profiles: { ...file.profiles, practice: { ...practice, origins } } };
  });
}
