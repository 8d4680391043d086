/** The only two IPC channels there are. */
export const callChannel = 'vestibule:call';
export const eventChannel = 'vestibule:event';
