/** What both practice services are started with. */
export type PracticeOptions = {
  clientId: string;
  clientSecret: string;
  apiToken: string;
  setting(name: string): string;
};
