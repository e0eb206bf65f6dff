import { Module } from '@nestjs/common';
import { ContactStatisticsRefresh } from './decoy/contact-statistics.refresh';
import { ContactStatisticsStore } from './decoy/contact-statistics.store';

/** The worker's part: counts what masked contacts look like. */
@Module({ providers: [ContactStatisticsRefresh, ContactStatisticsStore] })
export class ContactStatisticsModule {}
