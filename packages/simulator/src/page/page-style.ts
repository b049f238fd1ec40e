export const pageStyle = ''
