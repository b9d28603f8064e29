package main

import (
	"context"
	"fmt"
	"os"
)

func Example() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// transfer manager
	//   uploaded 12582912 bytes in parts
	//   stopped: object-lock-mode-and-date (0 requests)
	// paginator
	//   film.mp4 12582912
	//   stopped: encoding-type-unknown (0 requests)
	// presigner
	//   206 Partial Content "frame"
	//   stopped: range-with-part-number (0 requests)
}
