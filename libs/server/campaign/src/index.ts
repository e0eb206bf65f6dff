export * from './campaign.module';
