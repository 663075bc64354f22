/** A page as a headless Chromium prints it, steered over a pipe (https://chromedevtools.github.io/devtools-protocol/). */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { chromium } from "./chromium.ts";

/** In inches. */
const PAPERS = { A4: [8.27, 11.69], Letter: [8.5, 11] } as const;
/** 14 millimetres on each side, as the page asks for. */
const MARGINS = (2 * 14) / 25.4;
const PIXELS = 96;

export type Printed = {
  /** What is cut off at the right edge of the paper: the texts of these cells, headings and pictures. */
  cut: string[];
  /** Sheets of the PDF, by its own count. */
  sheets: number;
  /** Addresses that were asked for, the page's own among them. */
  requests: string[];
  /** What a screen reader finds: the role of each heading, table and picture, and its name. */
  spoken: { role: string; name: string }[];
  /** On a screen that prefers it: the colours of paper and text. */
  screen: Record<"light" | "dark", string[]>;
};

type Message = {
  id?: number;
  method?: string;
  params?: { request: { url: string } };
  result?: unknown;
};

type AxNode = { role?: { value: string }; name?: { value: string } };
const SPOKEN = ["heading", "table", "image", "img"];

type Paper = keyof typeof PAPERS;

/** Gives `work` a browser that prints, and closes it. */
export async function withPrinter<T>(
  work: (print: (url: string, paper: Paper) => Promise<Printed>) => Promise<T>,
): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), "pdqb-printing-"));
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe"];
  const browser = spawn(chromium ?? "", [...flags, `--user-data-dir=${profile}`], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    detached: true,
  });
  const tools = devtools(browser);
  try {
    return await work((url, paper) => printIn(tools, url, paper));
  } finally {
    // With its helpers, which would go on writing into its folder.
    if (browser.pid) process.kill(-browser.pid, "SIGKILL");
    if (browser.exitCode === null && browser.signalCode === null) await once(browser, "exit");
    rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  }
}

async function printIn(tools: Devtools, url: string, paper: Paper): Promise<Printed> {
  const { targetId } = await tools.send<{ targetId: string }>("Target.createTarget", {
    url: "about:blank",
  });
  const { sessionId } = await tools.send<{ sessionId: string }>("Target.attachToTarget", {
    ...{ targetId, flatten: true },
  });
  const send = <T>(method: string, params: object = {}) => tools.send<T>(method, params, sessionId);
  const [paperWidth, paperHeight] = PAPERS[paper];
  const width = Math.floor((paperWidth - MARGINS) * PIXELS);
  for (const domain of ["Page", "Network", "Accessibility"]) await send(`${domain}.enable`);
  await send("Emulation.setEmulatedMedia", { media: "print" });
  const size = { width, height: 1000, deviceScaleFactor: 1, mobile: false };
  await send("Emulation.setDeviceMetricsOverride", size);
  tools.requests.length = 0;
  const evaluate = async <T>(expression: string) => {
    const asked = { expression, returnByValue: true };
    return (await send<{ result: { value: T } }>("Runtime.evaluate", asked)).result.value;
  };
  await send("Page.navigate", { url });
  const isLoaded = `location.href === ${JSON.stringify(url)} && document.readyState === "complete"`;
  while (!(await evaluate<boolean>(isLoaded))) await setTimeout(20);
  const cut = await evaluate<string[]>(`[...document.querySelectorAll("h1, h2, p, dd, th, td, svg")]
      .filter((one) => one.getBoundingClientRect().right > ${width} + 1 || one.scrollWidth > one.clientWidth + 1)
      .map((one) => one.textContent)`);
  const spoken = (await send<{ nodes: AxNode[] }>("Accessibility.getFullAXTree")).nodes
    .map(({ role, name }) => ({ role: role?.value ?? "", name: name?.value ?? "" }))
    .filter(({ role }) => SPOKEN.includes(role));
  const colors = async (value: "light" | "dark") => {
    const features = [{ name: "prefers-color-scheme", value }];
    await send("Emulation.setEmulatedMedia", { media: "screen", features });
    return evaluate<string[]>(
      `(({ backgroundColor, color }) => [backgroundColor, color])(getComputedStyle(document.body))`,
    );
  };
  const screen = { light: await colors("light"), dark: await colors("dark") };
  await send("Emulation.setEmulatedMedia", { media: "print" });
  const pdf = await send<{ data: string }>("Page.printToPDF", { paperWidth, paperHeight });
  const text = Buffer.from(pdf.data, "base64").toString("latin1");
  const sheets = Number(/\/Type \/Pages\s+\/Count (\d+)/.exec(text)?.[1]);
  await tools.send("Target.closeTarget", { targetId });
  return { cut, sheets, requests: [...tools.requests], spoken, screen };
}

type Devtools = ReturnType<typeof devtools>;

function devtools(browser: ChildProcess) {
  const [, , , input, output] = browser.stdio as unknown as Duplex[];
  const waiting = new Map<number, (message: Message) => void>();
  const requests: string[] = [];
  let rest = "";
  output?.setEncoding("utf8").on("data", (text: string) => {
    const parts = (rest + text).split("\0");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const message = JSON.parse(part) as Message;
      if (message.method === "Network.requestWillBeSent" && message.params)
        requests.push(message.params.request.url);
      waiting.get(message.id ?? 0)?.(message);
    }
  });
  let last = 0;
  return {
    requests,
    send<T>(method: string, params: object, sessionId?: string): Promise<T> {
      last += 1;
      const id = last;
      input?.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      return new Promise((resolve) =>
        waiting.set(id, ({ result }) => resolve((result ?? {}) as T)),
      );
    },
  };
}
