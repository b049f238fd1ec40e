export const pageScript = ''
