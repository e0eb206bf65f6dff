import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appConfig } from './app/app.config';

// Not awaited: whatever imports from this script, as every later page does, would have to wait for the first page.
void bootstrapApplication(App, appConfig);
