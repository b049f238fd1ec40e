/** The default port of `fluxkit-server http`. */
export const defaultPort = 8377
