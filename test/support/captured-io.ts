/** What `systemIo` makes of two pipes, with both kept in memory. */
import { PassThrough } from "node:stream";
import { type Io, systemIo } from "../../src/cli/io.ts";

type Captured = Io & { stdout(): string; stderr(): string };

/** What stands on stdin: a text, or what somebody makes of what stderr has said. */
export type Stdin = string | ((stderr: string) => Promise<string>);

/** The streams of one run: two pipes and nobody to ask. */
export function capturedIo({
  env,
  stdin,
}: {
  env: Record<string, string | undefined>;
  stdin: Stdin;
}): Captured {
  const written = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const pipe = (name: keyof typeof written) =>
    Object.assign(new PassThrough(), {}).on("data", (chunk: Buffer) => written[name].push(chunk));
  const input = new PassThrough();
  input.end(typeof stdin === "string" ? stdin : "");
  const io = systemIo({
    stdin: input as unknown as NodeJS.ReadStream,
    stdout: pipe("stdout") as unknown as NodeJS.WriteStream,
    stderr: pipe("stderr") as unknown as NodeJS.WriteStream,
    env,
    on: () => {},
  });
  const text = (name: keyof typeof written) => Buffer.concat(written[name]).toString("utf8");
  return {
    ...io,
    ...(typeof stdin !== "string" && { readInput: () => stdin(text("stderr")) }),
    stdout: () => text("stdout"),
    stderr: () => text("stderr"),
  };
}
