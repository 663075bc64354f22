/** Connects the profile `practice` to the running services, by following their consent pages; nothing if it is so already. */
import { PdqbError } from "../../domain/errors.ts";
import { PRACTICE_PROFILE } from "../../domain/profile.ts";
import { connectPipedrive, connectQuickBooks } from "../../usecases/setup/connect.ts";
import { preparePractice } from "../../usecases/setup/start-practice.ts";
import type { Context } from "../context.ts";

/** The page of this address is never visited: the consent comes back by itself. */
const REDIRECT_URL = "http://localhost:53682/callback";

export async function connectPractice({
  ports,
  practiceWorld,
}: Pick<Context, "ports" | "practiceWorld">) {
  const { status, profile } = await preparePractice(ports);
  const world = practiceWorld();
  const env = await ports.practice.env();
  const isConnected =
    profile.pipedrive !== null &&
    profile.quickbooks?.realm === env.PRACTICE_REALM_ID &&
    (await isAccepted(() => world.quickbooks.company())) &&
    (await isAccepted(() => world.pipedrive.me()));
  if (isConnected) return status;
  const by = (service: string) => ({
    app: {
      clientId: env[`PDQB_${service}_CLIENT_ID`] ?? "",
      clientSecret: env[`PDQB_${service}_CLIENT_SECRET`] ?? "",
    },
    redirectUrl: REDIRECT_URL,
    approve: ({ authorizeUrl }: { authorizeUrl: string }) => ports.consent.byItself(authorizeUrl),
  });
  const input = { profileName: PRACTICE_PROFILE, profile, replaceCompany: true };
  await connectPipedrive(world, { ...input, by: by("PIPEDRIVE") });
  await connectQuickBooks(world, { ...input, environment: "practice", by: by("QUICKBOOKS") });
  return status;
}

/** False where the stored login is missing, or is refused. */
async function isAccepted(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (error instanceof PdqbError && error.kind === "connection") return false;
    throw error;
  }
}
