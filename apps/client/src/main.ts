import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appConfig } from './app/app.config';

// Not awaited: every later page imports from this script and would otherwise have to wait for the first page.
void bootstrapApplication(App, appConfig);
