import { Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { focusHeadingOnNavigation } from '@daiko/client-ui';

/** The client. Everything else is a route and is loaded when it is requested. */
@Component({
  selector: 'app-root',
  imports: [RouterOutlet],
  template: '<router-outlet />',
})
export class App {
  constructor() {
    focusHeadingOnNavigation();
  }
}
