/** The name of a route as in the OpenAPI document: `POST /api/customers/{customerId}/move`. HEAD counts as GET. */
export function routeName(method: string, url: string): string {
  return `${method === 'HEAD' ? 'GET' : method} ${url.replace(/:(\w+)/g, '{$1}')}`;
}
