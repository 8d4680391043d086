/** Whose database it is, so that a lost key file is told and not replaced in silence; and when somebody typed a station's code that fitted none. */
export const identity = `
  CREATE TABLE hub_identity (
    one integer PRIMARY KEY CHECK (one = 1),
    sign_key text NOT NULL,
    at timestamptz NOT NULL
  );
  CREATE TABLE wrong_codes (at timestamptz NOT NULL);
`;
