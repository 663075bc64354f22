/** A headless Chromium, where the machine has one: what it makes of a page, as its document and as a picture. */
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { inflateSync } from "node:zlib";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/** Undefined where none is installed. */
export const chromium: string | undefined = NAMES.find((name) => {
  try {
    execFileSync("which", [name], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
});

async function run(url: string, flags: string[]): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), "pdqb-chromium-"));
  const always = ["--headless", "--no-sandbox", "--disable-gpu", `--user-data-dir=${profile}`];
  try {
    const options = { timeout: 60_000, maxBuffer: 20_000_000 };
    const { stdout } = await promisify(execFile)(
      chromium ?? "",
      [...always, ...flags, url],
      options,
    );
    return stdout;
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

/** The document as the browser has it after loading. */
export const domOf = (url: string): Promise<string> => run(url, ["--dump-dom"]);

/** Red, green and blue of the upper left pixel, in a browser that prefers light or dark. */
export async function groundOf(url: string, scheme: "light" | "dark"): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), "pdqb-picture-"));
  const file = join(folder, "page.png");
  try {
    const prefers = `--blink-settings=preferredColorScheme=${scheme === "dark" ? 0 : 1}`;
    await run(url, [`--screenshot=${file}`, "--window-size=800,600", prefers]);
    return firstPixel(readFileSync(file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Of a PNG: the filter of its first row leaves the first pixel as it is. */
function firstPixel(png: Buffer): number[] {
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    const size = png.readUInt32BE(at);
    if (png.toString("latin1", at + 4, at + 8) === "IDAT")
      data.push(png.subarray(at + 8, at + 8 + size));
  }
  return [...inflateSync(Buffer.concat(data)).subarray(1, 4)];
}
