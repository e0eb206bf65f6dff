import { Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { focusHeadingOnNavigation } from '@daiko/client-ui';

/** The client. Everything else is a route, loaded when it is asked for. */
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
