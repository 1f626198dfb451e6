using RunkonFlow.Typed.Cli;

return RunkonflowCommand.Run(args, Console.Out, Console.Error);
