/** Ordered and append-only: a migration that has shipped is never edited. */
import { packets } from './0001-packets.ts';
import { identity } from './0002-identity.ts';
import { review } from './0003-review.ts';
import { bundles } from './0004-bundles.ts';
import { enrolmentKeys } from './0005-enrolment-keys.ts';
import { scale } from './0006-scale.ts';
import { plainPolicies } from './0007-plain-policies.ts';
import { replyKeys } from './0008-reply-keys.ts';
import { caseStations } from './0009-case-stations.ts';
import { office } from './0010-office.ts';
import { refusedStations } from './0011-refused-stations.ts';

export const migrations: readonly string[] = [packets, identity, review, bundles, enrolmentKeys, scale, plainPolicies, replyKeys, caseStations, office, refusedStations];
