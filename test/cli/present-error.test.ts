/** Every kind of error in its exact words, as an object, and with its exit code. */
import { describe, expect, it } from "vitest";
import { exitCode } from "../../src/cli/exit-codes.ts";
import { presentError } from "../../src/cli/present-error.ts";
import { type ErrorKind, PdqbError, ServiceError } from "../../src/domain/errors.ts";
import { redact } from "../../src/domain/redact.ts";
import { capturedIo } from "./captured-io.ts";
import { run } from "./sample-tree.ts";

async function present(error: unknown, { json = false, io = capturedIo() } = {}) {
  const code = await presentError(io, error, {
    json,
    version: "1.2.3",
    path: "bill create",
    argv: [],
  });
  expect(io.stdout()).toBe("");
  return { code, stderr: io.stderr() };
}

const refused = new PdqbError("refused", "Bill not made: line 2 has no item.", {
  reason: ['Line 2, "Setup fee"', 'Line 3, "Hosting"'],
  next: ["pdqb product link 88 --item <id>", "pdqb product search setup"],
});

const faulty = new ServiceError("unknown_outcome", "The bill may have been made.", {
  service: "quickbooks",
  fate: "unclear",
  status: 500,
  codes: ["10000", "610"],
  traceId: "1-abc",
});

describe("in words", () => {
  it("says what, why and what next, and gives the kind's exit code", async () => {
    expect(await present(refused)).toEqual({
      code: 3,
      stderr: `✗ Bill not made: line 2 has no item.
  Line 2, "Setup fee"
  Line 3, "Hosting"
  Next: pdqb product link 88 --item <id>
        pdqb product search setup
`,
    });
  });

  it("ends with the service's fault and trace id, also where the fault is the cause", async () => {
    const last = "  QuickBooks fault 10000, 610, intuit_tid 1-abc\n";
    expect(await present(faulty)).toEqual({
      code: 8,
      stderr: `✗ The bill may have been made.\n${last}`,
    });
    const outer = new PdqbError("partial", "Half done.", { cause: faulty });
    expect((await present(outer)).stderr).toBe(`✗ Half done.\n${last}`);
    const bare = new ServiceError("unavailable", "Pipedrive is busy.", {
      service: "pipedrive",
      fate: "not_sent",
      traceId: "42",
    });
    expect((await present(bare)).stderr).toBe(
      "✗ Pipedrive is busy.\n  Pipedrive x-correlation-id 42\n",
    );
  });

  it("calls everything else a bug of pdqb, with what a report needs and no stack", async () => {
    const { code, stderr } = await present(new TypeError("x is undefined"));
    expect(code).toBe(1);
    expect(stderr).toBe(`✗ Internal error in pdqb.
  TypeError: x is undefined
  pdqb 1.2.3, Node ${process.versions.node}, ${process.platform} ${process.arch}, pdqb bill create
  Next: Please report these lines, with what the same command prints with --debug
`);
    expect((await present("just text")).stderr).toContain("\n  just text\n");
  });

  it("shows the stack, and the causes', with --debug or PDQB_DEBUG alone", async () => {
    const error = new PdqbError("refused", "No.", { cause: new Error("because, code=s3cret") });
    const { stderr } = await present(error, { io: capturedIo({ debug: true }) });
    expect(stderr).toMatch(
      /^✗ No\.\nError: No\.\n {4}at .*\nCaused by: Error: because, code=\[hidden\]\n/s,
    );
    expect((await run("fail --debug")).stderr).toContain("    at ");
  });

  it("is red only where stderr is coloured", async () => {
    const { stderr } = await present(refused, { io: capturedIo({ errColor: true }) });
    expect(stderr).toMatch(/^\u001b\[31m✗\u001b\[39m \u001b\[1mBill not made/);
  });
});

describe("with --json", () => {
  it("is one object on stderr", async () => {
    const { code, stderr } = await present(refused, { json: true });
    expect({ code, told: JSON.parse(stderr) }).toEqual({
      code: 3,
      told: {
        error: {
          kind: "refused",
          message: "Bill not made: line 2 has no item.",
          reason: 'Line 2, "Setup fee"\nLine 3, "Hosting"',
          next: ["pdqb product link 88 --item <id>", "pdqb product search setup"],
          code: 3,
          retry: false,
        },
      },
    });
  });

  it("carries the fault of the service", async () => {
    const { error } = JSON.parse((await present(faulty, { json: true })).stderr);
    expect(error).toMatchObject({ kind: "unknown_outcome", code: 8, retry: true });
    expect(error.fault).toEqual({
      service: "quickbooks",
      codes: ["10000", "610"],
      trace_id: "1-abc",
    });
  });

  it("is an object for usage errors too, wherever --json stands", async () => {
    for (const line of ["bill list --json --bogus", "--json bil", "bill list --bogus --fields a"]) {
      const { code, stdout, stderr } = await run(line);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(JSON.parse(stderr).error).toMatchObject({ kind: "usage", code: 2 });
    }
  });
});

describe("secrets and controls", () => {
  it("never reach the terminal", async () => {
    const error = new PdqbError("connection", "Bad \u001b[2Jtoken\u0007: Bearer ey.J-1", {
      reason: "POST /token?code=s3cret&x=1\u202e",
      next: ["say client_secret=s3cret"],
    });
    expect((await present(error)).stderr).toBe(`✗ Bad token: Bearer [hidden]
  POST /token?code=[hidden]&x=1
  Next: say client_secret=[hidden]
`);
  });

  const cases: [text: string, shown: string][] = [
    ["Authorization: Bearer abc.def-_~+/=", "Authorization: Bearer [hidden]"],
    ["authorization: Basic Zm9v", "authorization: Basic [hidden]"],
    ["x-api-token: abc123", "x-api-token: [hidden]"],
    ["a?api_token=abc&x=1", "a?api_token=[hidden]&x=1"],
    [
      "grant_type=refresh_token&refresh_token=r1",
      "grant_type=refresh_token&refresh_token=[hidden]",
    ],
    ['{"access_token":"a\\"b","expires_in":3600}', '{"access_token":"[hidden]","expires_in":3600}'],
    ["{ 'client_secret': 'x' }", "{ 'client_secret': '[hidden]' }"],
    ["discount_code=5, zip code 12345", "discount_code=5, zip code 12345"],
  ];
  for (const [text, shown] of cases) {
    it(text, () => expect(redact(text)).toBe(shown));
  }
});

describe("exit codes", () => {
  it("are what the contract says", () => {
    const kinds: Record<ErrorKind, number> = {
      bug: 1,
      usage: 2,
      refused: 3,
      connection: 4,
      not_found: 5,
      unavailable: 6,
      partial: 7,
      unknown_outcome: 8,
      interrupted: 130,
    };
    for (const [kind, code] of Object.entries(kinds)) {
      expect(exitCode(kind as ErrorKind)).toBe(code);
    }
  });
});
