/** The text of `pdqb help environment`. A test holds it against the variables that the source reads. */
export const ENVIRONMENT_HELP = `Environment variables. A flag beats a variable, a variable beats a setting.

Which books
  PDQB_HOME        One folder for settings, secrets, ledger and locks
                   (default: see pdqb help files)
  PDQB_PROFILE     Profile to work in where --profile is not given. Needed
                   once there are several real ones
  PDQB_READ_ONLY   1 refuses every write (exit 3); --dry-run still works, and
                   invoices refresh writes nothing back to Pipedrive

Logging in: read by pdqb connect alone, and kept with the profile's secrets
  PDQB_PIPEDRIVE_CLIENT_ID, PDQB_PIPEDRIVE_CLIENT_SECRET
                   Your Pipedrive app
  PDQB_PIPEDRIVE_API_TOKEN
                   A personal API token, used where no app is given
  PDQB_QUICKBOOKS_CLIENT_ID, PDQB_QUICKBOOKS_CLIENT_SECRET
                   Your Intuit app
  PDQB_SECRETS     file (default: only you can read it, and so can your cron
                   jobs) or keychain (of the system; cron can usually not
                   read it). Kept in the profile when it is made
  PDQB_CALLBACK_PORT
                   Port of the login's return address (default: 53682)

How a command behaves
  PDQB_NO_INPUT    1 asks no question, as --no-input does
  PDQB_TIMEOUT     Seconds for one request (default: 30 to read, 130 to
                   write). QuickBooks may work on a write for 120: with less,
                   a slow write can end as unknown (exit 8)
  PDQB_DEBUG       1 shows requests and stack traces on stderr, without
                   secrets, as --debug does

Practising
  PDQB_PIPEDRIVE_ORIGIN, PDQB_QUICKBOOKS_ORIGIN
                   Address of the local doubles. Only this machine
                   (127.0.0.1, localhost, [::1]) is allowed, and only for the
                   profile that was made with it: tokens go nowhere else.
                   pdqb practice start needs neither

Not pdqb's own
  NO_COLOR         Any text: no colour. It beats the two below
  FORCE_COLOR, CLICOLOR_FORCE
                   1: colour also where there is no terminal
  CLICOLOR         0: no colour
  TERM             dumb: no colour, no moving line
  SSH_CONNECTION   Set: no browser is started; the address is printed
  PGPASSWORD       Password of the team's ledger on PostgreSQL; without
                   it the one that was kept, ~/.pgpass, or a question
  PGPASSFILE       The password file in the place of ~/.pgpass
  PGSERVICE        Takes the password from this entry of ~/.pg_service.conf
  PGSERVICEFILE    The service file in the place of ~/.pg_service.conf
  HOME             Your folder, where both files are looked for
  XDG_CONFIG_HOME  Where the folder "pdqb" is made on Linux (APPDATA on
                   Windows)

Secrets in variables can be seen by other programs of the same user. A token
can be given on stdin instead: pdqb connect pipedrive --token-stdin
`;
