export * from './campaign.routes';
