/** A route as the OpenAPI document names it: `POST /api/customers/{customerId}/move`. HEAD is asked as GET. */
export function routeName(method: string, url: string): string {
  return `${method === 'HEAD' ? 'GET' : method} ${url.replace(/:(\w+)/g, '{$1}')}`;
}
