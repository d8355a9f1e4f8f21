/** Where the site stands on its host: "/" or "/course/". */
export const BASE: string = import.meta.env.BASE_URL
