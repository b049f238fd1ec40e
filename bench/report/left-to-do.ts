/** Written by a person after reading the numbers; the only part of the guide that no number fills in. */
export const leftToDo = ''
