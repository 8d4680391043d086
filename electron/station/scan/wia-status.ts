/** WIA's HRESULTs as ours (wiadef.h and winerror.h of the Windows SDK). Untested on hardware. */
import type { ErrorCode } from '../../../core/errors.ts';

export const wiaErrors: Record<number, ErrorCode> = {
  0x80210001: 'scanner.failed', // WIA_ERROR_GENERAL_ERROR
  0x80210002: 'scanner.jammed', // WIA_ERROR_PAPER_JAM
  0x80210003: 'scanner.no-paper', // WIA_ERROR_PAPER_EMPTY
  0x80210004: 'scanner.jammed', // WIA_ERROR_PAPER_PROBLEM
  0x80210005: 'scanner.missing', // WIA_ERROR_OFFLINE
  0x80210006: 'scanner.busy', // WIA_ERROR_BUSY
  0x80210007: 'scanner.warming-up', // WIA_ERROR_WARMING_UP
  0x80210008: 'scanner.attention', // WIA_ERROR_USER_INTERVENTION
  0x80210009: 'scanner.missing', // WIA_ERROR_ITEM_DELETED
  0x8021000a: 'scanner.connection', // WIA_ERROR_DEVICE_COMMUNICATION
  0x8021000b: 'scanner.unsupported', // WIA_ERROR_INVALID_COMMAND
  0x8021000c: 'scanner.settings', // WIA_ERROR_INCORRECT_HARDWARE_SETTING
  0x8021000d: 'scanner.busy', // WIA_ERROR_DEVICE_LOCKED
  0x8021000e: 'scanner.failed', // WIA_ERROR_EXCEPTION_IN_DRIVER
  0x8021000f: 'scanner.nonsense', // WIA_ERROR_INVALID_DRIVER_RESPONSE
  0x80210015: 'scanner.missing', // WIA_S_NO_DEVICE_AVAILABLE
  0x80210016: 'scanner.cover-open', // WIA_ERROR_COVER_OPEN
  0x80210017: 'scanner.attention', // WIA_ERROR_LAMP_OFF
  0x80210018: 'scanner.failed', // WIA_ERROR_DESTINATION
  0x80210019: 'scanner.busy', // WIA_ERROR_NETWORK_RESERVATION_FAILED
  0x80210020: 'scanner.double-feed', // WIA_ERROR_MULTI_FEED
  0x80070005: 'scanner.denied', // E_ACCESSDENIED
  0x8007000e: 'scanner.memory', // E_OUTOFMEMORY
  0x80070057: 'scanner.settings', // E_INVALIDARG
  0x80070490: 'scanner.missing', // ERROR_NOT_FOUND
  0x80080005: 'scanner.failed', // CO_E_SERVER_EXEC_FAILURE: the WIA service does not run
};

/** No paper: how a feeder ends after its pages. */
export const paperEmpty = 0x80210003;

/** @param hresult as PowerShell gives it: a signed number of 32 bits. */
export const codeOfHresult = (hresult: number): ErrorCode => wiaErrors[hresult >>> 0] ?? 'scanner.failed';
