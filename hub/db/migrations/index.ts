/** Ordered and append-only: a migration that has shipped is never edited. */
import { packets } from './0001-packets.ts';
import { identity } from './0002-identity.ts';
import { review } from './0003-review.ts';
import { bundles } from './0004-bundles.ts';
import { enrolmentKeys } from './0005-enrolment-keys.ts';

export const migrations: readonly string[] = [packets, identity, review, bundles, enrolmentKeys];
