/** Of `fluxkit-server http`. */
export const defaultPort = 8377
