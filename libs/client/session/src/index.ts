export * from './api-client';
export * from './api-problem';
export * from './login-detour';
export * from './only-for';
export * from './own-path';
export * from './server-clock';
export * from './session-store';
export * from './signed-in';
