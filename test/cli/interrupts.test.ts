/** What a Ctrl-C means, by what is on its way. */
import { describe, expect, it } from "vitest";
import { commandsFor } from "../../src/cli/command.ts";
import { PdqbError } from "../../src/domain/errors.ts";
import { capturedIo } from "./captured-io.ts";
import { type Context, run } from "./sample-tree.ts";

const never = () => new Promise<void>(() => {});

/** Runs `work` as a command `pdqb bill work`. */
function running(work: Parameters<ReturnType<typeof commandsFor<Context>>>[0]["run"]) {
  const io = capturedIo();
  const command = commandsFor<Context>()({
    name: "work",
    summary: "Work",
    effect: "writes",
    flags: {},
    examples: [],
    run: work,
  });
  return { io, ended: run("bill work", io, [command]) };
}

describe("Ctrl-C", () => {
  it("ends with 130 while nothing is on its way", async () => {
    const { io, ended } = running(async ({ shell }) => {
      queueMicrotask(io.interrupt);
      await never();
      await shell.say("not reached");
    });
    expect(await ended).toMatchObject({
      code: 130,
      stdout: "",
      stderr: "✗ Stopped. Nothing was sent.\n",
    });
  });

  it("aborts the signal that long reads listen to", async () => {
    let reason: unknown;
    const { io, ended } = running(async ({ shell }) => {
      shell.signal.addEventListener("abort", () => {
        reason = shell.signal.reason;
      });
      queueMicrotask(io.interrupt);
      await never();
    });
    await ended;
    expect(reason).toBeInstanceOf(PdqbError);
  });

  it("during a write waits for the answer, tells it, and starts no further write", async () => {
    let isSecondSent = false;
    const { io, ended } = running(async ({ shell }) => {
      await shell.sending(async () => io.interrupt());
      await shell.show({ json: {}, text: () => "Made." });
      await shell.sending(async () => {
        isSecondSent = true;
      });
    });
    expect(await ended).toMatchObject({ code: 7, stdout: "Made.\n" });
    expect(io.stderr()).toContain(
      "✗ Stopped after part of the work was done.\n  What was sent before",
    );
    expect(isSecondSent).toBe(false);
  });

  it("during a write is no reason to ask anything more", async () => {
    const { io, ended } = running(async ({ shell }) => {
      await shell.sending(async () => io.interrupt());
      await shell.ask.confirm("The next one?", { flag: "--yes" });
    });
    expect(await ended).toMatchObject({ code: 7, stdout: "" });
    expect(io.stderr()).not.toContain("The next one?");
  });

  it("after a write that went through is partly done, no longer nothing sent", async () => {
    const { io, ended } = running(async ({ shell }) => {
      await shell.sending(async () => {});
      queueMicrotask(io.interrupt);
      await never();
    });
    expect((await ended).code).toBe(7);
  });

  it("after a write that surely changed nothing is still nothing sent", async () => {
    const { io, ended } = running(async ({ shell }) => {
      const busy = new PdqbError("unavailable", "Busy.");
      await shell.sending(() => Promise.reject(busy)).catch(() => {});
      queueMicrotask(io.interrupt);
      await never();
    });
    expect((await ended).code).toBe(130);
  });

  it("twice during a write ends with the outcome unknown", async () => {
    const { io, ended } = running(async ({ shell }) => {
      await shell.sending(async () => {
        io.interrupt();
        io.interrupt();
        await never();
      });
    });
    expect((await ended).code).toBe(8);
  });

  it("turns a stop at a question into partly done once something was sent", async () => {
    const { ended } = running(async ({ shell }) => {
      await shell.sending(async () => {});
      throw new PdqbError("interrupted", "Stopped at the question. Nothing was sent.");
    });
    expect((await ended).code).toBe(7);
  });

  it("changes nothing once the outcome is known", async () => {
    const { io, ended } = running(async ({ shell }) => {
      await shell.show({ json: {}, text: () => "Made." });
    });
    const { code } = await ended;
    io.interrupt();
    expect({ code, stdout: io.stdout(), stderr: io.stderr() }).toEqual({
      code: 0,
      stdout: "Made.\n",
      stderr: "",
    });
  });
});
