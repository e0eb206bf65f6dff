export * from './my-page.routes';
