/** Variables of the host that runs the extension. */
export const environment: NodeJS.ProcessEnv = process.env
