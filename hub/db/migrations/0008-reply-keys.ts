/** Under which key each station is told what only it may read, as it sealed it to this hub: opened with keys.json alone. */
export const replyKeys = `
  ALTER TABLE bundle_standing ADD COLUMN reply_key bytea;
`;
