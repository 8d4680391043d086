/** What somebody looks for in the records: still there when they come back from one. Gone with their session. */
import { reactive, watch } from 'vue';
import type { Outcome } from '../../core/case/case.ts';
import { session } from '../composables/session.ts';

export const anyOutcome = 'any';
const nothing = () => ({ text: '', from: '', to: '', outcome: anyOutcome as Outcome | typeof anyOutcome, page: 0 });

export const recordFilter = reactive(nothing());
watch(() => session.status?.operator?.operatorId, () => Object.assign(recordFilter, nothing()));
