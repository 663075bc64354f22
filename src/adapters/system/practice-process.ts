/**
 * The Practice port: a detached process that writes `server.json` into its folder once both origins answer, and that is
 * asked and steered over HTTP under `/_practice/`.
 */
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PdqbError } from "../../domain/errors.ts";
import type { Practice, PracticeStatus } from "../../ports.ts";

const POLL_MS = 50;
const WAIT_MS_MAX = 10_000;

export type PracticeOptions = {
  /** Where its state, its log and `server.json` are. */
  dir: string;
  /** The built server. */
  serverFile: string;
  sleep(ms: number): Promise<void>;
};

export function practiceProcess({ dir, serverFile, sleep }: PracticeOptions): Practice {
  const log = join(dir, "server.log");

  async function until<T>(work: () => Promise<T | undefined>): Promise<T | undefined> {
    for (let waited = 0; waited < WAIT_MS_MAX; waited += POLL_MS) {
      const result = await work();
      if (result !== undefined) return result;
      await sleep(POLL_MS);
    }
    return undefined;
  }

  /** Undefined unless a process of ours answers at both origins. */
  async function status(): Promise<PracticeStatus | undefined> {
    const place = readPlace(dir);
    if (!place) return undefined;
    const answers = await Promise.all(
      [place.pipedriveOrigin, place.quickbooksOrigin].map((origin) => ask(origin, "status")),
    );
    const ours = answers.every((answer) => answer?.["pid"] === place.pid);
    return ours ? { ...place, company: String(answers[0]?.["company"] ?? "") } : undefined;
  }

  async function running(): Promise<PracticeStatus> {
    const found = await status();
    if (found) return found;
    throw new PdqbError("usage", "The practice services are not running.", {
      next: ["pdqb practice start"],
    });
  }

  return {
    status,
    async start() {
      const before = await status();
      if (before) return before;
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      const output = openSync(log, "a", 0o600);
      const child = spawn(process.execPath, [serverFile, "--home", dir], {
        detached: true,
        stdio: ["ignore", output, output],
      });
      closeSync(output);
      child.unref();
      const started = await until(status);
      if (started) return started;
      throw new PdqbError("unavailable", "The practice services did not start.", {
        reason: `They did not answer within ${WAIT_MS_MAX / 1000} seconds.`,
        next: [`Read ${log}.`],
      });
    },
    async stop() {
      const found = await status();
      if (!found) return false;
      process.kill(found.pid, "SIGTERM");
      const gone = await until(async () => ((await status()) ? undefined : true));
      if (gone) return true;
      throw new PdqbError("unavailable", "The practice services did not stop.", {
        reason: `Process ${found.pid} still answers.`,
      });
    },
    async reset(company) {
      const { quickbooksOrigin } = await running();
      const body = JSON.stringify(company === undefined ? {} : { company });
      const answer = await fetch(`${quickbooksOrigin}/_practice/reset`, { method: "POST", body });
      if (answer.ok) return;
      throw new PdqbError("usage", "The practice services were not reset.", {
        reason: await answer.text(),
      });
    },
    async env() {
      const { quickbooksOrigin } = await running();
      return envOf(quickbooksOrigin);
    },
    async pay(invoiceId) {
      const { quickbooksOrigin } = await running();
      await payInvoice(quickbooksOrigin, await envOf(quickbooksOrigin), invoiceId);
    },
  };
}

type Place = Omit<PracticeStatus, "company">;

function readPlace(dir: string): Place | undefined {
  try {
    return JSON.parse(readFileSync(join(dir, "server.json"), "utf8")) as Place;
  } catch {
    return undefined;
  }
}

async function ask(origin: string, what: string): Promise<Record<string, unknown> | undefined> {
  try {
    const answer = await fetch(`${origin}/_practice/${what}`, {
      signal: AbortSignal.timeout(2_000),
    });
    return answer.ok ? ((await answer.json()) as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

async function envOf(origin: string): Promise<Record<string, string>> {
  return ((await ask(origin, "env")) ?? {}) as Record<string, string>;
}

/** What other hands do in the books goes through the books' own API (reference/quickbooks-online.md 6, Payment). */
async function payInvoice(origin: string, env: Record<string, string>, id: string): Promise<void> {
  const books = `${origin}/v3/company/${env.PRACTICE_REALM_ID}`;
  const headers = {
    authorization: `Bearer ${env.PRACTICE_QUICKBOOKS_ACCESS_TOKEN}`,
    accept: "application/json",
    "content-type": "application/json",
  };
  const read = await fetch(`${books}/invoice/${id}?minorversion=75`, { headers });
  const { Invoice: invoice } = (await read.json()) as {
    Invoice: { CustomerRef: unknown; CurrencyRef?: unknown; Balance: number };
  };
  const body = JSON.stringify({
    CustomerRef: invoice.CustomerRef,
    CurrencyRef: invoice.CurrencyRef,
    TotalAmt: invoice.Balance,
    Line: [{ Amount: invoice.Balance, LinkedTxn: [{ TxnId: id, TxnType: "Invoice" }] }],
  });
  const paid = await fetch(`${books}/payment?minorversion=75`, { method: "POST", headers, body });
  if (paid.ok) return;
  throw new PdqbError("refused", "The practice books did not take the payment.", {
    reason: await paid.text(),
  });
}
