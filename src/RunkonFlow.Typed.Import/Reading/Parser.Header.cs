using RunkonFlow.Typed.Import.Syntax;

namespace RunkonFlow.Typed.Import.Reading;

/// <content><c>meta</c> and <c>inputs</c>.</content>
internal sealed partial class Parser
{
    private void Meta(Header header)
    {
        var at = _tokens.Current.At;
        var options = Braced("meta", at, isRequired: true);
        header.Title = options.Text("title") ?? header.Title;
        header.Description = options.Text("description") ?? header.Description;
        header.Group = options.Text("group") ?? header.Group;
        if (options.Has("targets")) header.Targets = options.List("targets");
        var trigger = options.Word("trigger", "manual", "pr", "scheduled");
        if (options.Has("trigger")) header.Trigger = trigger;
        if (trigger == "pr")
            Warn(options.Take("trigger")!.At, "trigger = pr: runkon-flow does nothing with it. Start the workflow from your webhook with IWorkflowClient.StartAsync.");
        if (trigger == "scheduled")
            Warn(options.Take("trigger")!.At, "trigger = scheduled: runkon-flow does nothing with it. Put [Schedule(\"<cron>\")] on the workflow, whose inputs must then have defaults.");
        options.Take("targets");
        options.Finish();
    }

    private void Inputs(Header header)
    {
        _tokens.Expect("{", "behind 'inputs'");
        while (!_tokens.Current.Is("}"))
        {
            if (_tokens.Current.Kind == TokenKind.End) throw new Refusal(_tokens.Current.At, "'}' is missing at the end of 'inputs'.");
            var at = _tokens.Current.At;
            var input = Input(new InputDeclaration(at, _tokens.Name("An input's name")));
            if (header.Inputs.RemoveAll(other => other.Name == input.Name) > 0) Warn(at, $"The input '{input.Name}' is declared twice; the last one counts.");
            if (input is { IsRequired: true, Default: not null }) Warn(at, $"The input '{input.Name}' is required, so its default '{input.Default}' is never used.");
            header.Inputs.Add(input);
        }
        _tokens.Advance();
    }

    private InputDeclaration Input(InputDeclaration input)
    {
        while (true)
        {
            var token = _tokens.Current;
            if (token.IsWord("required")) input = input with { IsRequired = true };
            else if (token.IsWord("boolean")) input = input with { IsBoolean = true };
            else if (token.IsWord("default") && _tokens.Following.Is("=")) input = input with { Default = InputValue("default", input.Name) };
            else if (token.IsWord("description") && _tokens.Following.Is("=")) input = input with { Description = InputValue("description", input.Name) };
            else return input;
            _tokens.Advance();
        }
    }

    /// <summary>Leaves the reader on the value itself.</summary>
    private string InputValue(string key, string input)
    {
        _tokens.Advance();
        _tokens.Advance();
        var value = _tokens.Current;
        return value.Kind is TokenKind.Text or TokenKind.Number or TokenKind.Word
            ? value.Text
            : throw new Refusal(value.At, $"The {key} of input '{input}' is a text, a number or a word, not {value.Shown}.");
    }
}
