/** A way between pdqb and the server of a ledger that takes some time, counts round trips, and can be cut. */
import { mkdtempSync, rmSync } from "node:fs";
import { createConnection, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** One way. Slow enough that statements which leave together travel together on a busy machine too. */
const DELAY_MS = 15;

export type Between = {
  /** The address with this way in it. */
  address: string;
  /** What went to the server in each round trip since the last `forget`. */
  sent(): string[];
  /** How many connections were open at once since the last `forget`, at most. */
  most(): number;
  forget(): void;
  /** From now on nothing passes, and connections are torn. */
  cut(): void;
  mend(): void;
  close(): void;
};

export async function openBetween(address: string): Promise<Between> {
  const target = new URL(address);
  const folder = mkdtempSync(join(tmpdir(), "pdqb-between-"));
  const server = `${target.searchParams.get("host")}/.s.PGSQL.5432`;
  const open = new Set<Socket>();
  let trips: string[] = [];
  let isCut = false;
  let now = 0;
  let most = 0;
  const listener = createServer((client) => {
    if (isCut) return void client.destroy();
    now += 1;
    most = Math.max(most, now);
    let isThere = true;
    const leave = () => {
      if (isThere) now -= 1;
      isThere = false;
    };
    client.once("close", leave);
    const upstream = createConnection(server);
    let isAnswered = true;
    client.on("data", (bytes) => {
      // Taking leave is no trip.
      if (bytes[0] === 0x58) {
        leave();
        return void upstream.end(bytes);
      }
      if (isAnswered) trips.push("");
      isAnswered = false;
      trips[trips.length - 1] += bytes.toString("latin1");
      setTimeout(() => upstream.write(bytes), DELAY_MS);
    });
    upstream.on("data", (bytes) =>
      setTimeout(() => {
        isAnswered = true;
        client.write(bytes);
      }, DELAY_MS),
    );
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(one);
      one.on("error", () => {});
      one.on("close", () => {
        open.delete(one);
        setTimeout(() => other.destroy(), DELAY_MS);
      });
    }
  });
  await new Promise<void>((resolve) => listener.listen(join(folder, ".s.PGSQL.5432"), resolve));
  target.searchParams.set("host", folder);
  return {
    address: target.href,
    sent: () => trips,
    most: () => most,
    forget() {
      trips = [];
      most = now;
    },
    cut() {
      isCut = true;
      for (const socket of open) socket.destroy();
    },
    mend() {
      isCut = false;
    },
    close() {
      for (const socket of open) socket.destroy();
      listener.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
