using System.Collections.Immutable;
using RunkonFlow.Typed.Import.Syntax;

namespace RunkonFlow.Typed.Import.Reading;

/// <content>Agents, workflows, scripts and items.</content>
internal sealed partial class Parser
{
    private CallNode Call(Position at)
    {
        var agent = Agent();
        var options = Braced($"call {agent.Key}", at, isRequired: false);
        var node = new CallNode(at, agent)
        {
            Retries = options.Number("retries", 1000) ?? 0,
            OnFail = OnFailOf(options),
            Output = options.Text("output"),
            With = options.List("with"),
            As = options.Text("as"),
            PluginDirs = options.List("plugin_dirs"),
            Timeout = options.Duration("timeout"),
            MaxTurns = options.Number("max_turns"),
        };
        options.Finish();
        return node;
    }

    private AgentName Agent()
    {
        var token = _tokens.Current;
        if (token.Kind != TokenKind.Text) return AgentName.Of(_tokens.Name("An agent's name, or its path in quotes,"), isPath: false);
        _tokens.Advance();
        return PathOf(token.Text, token.At);
    }

    private AgentName PathOf(string path, Position at)
    {
        if (path.Split('/', '\\').Contains("..")) _findings.Error(at, $"The agent's path '{path}' leaves its folder; write it without '..'.");
        if (path.Length == 0) _findings.Error(at, "The agent's path is empty.");
        return AgentName.Of(path, isPath: true);
    }

    private OnFail? OnFailOf(OptionSet options)
    {
        if (options.Text("on_fail") is not { } text) return null;
        if (text == "continue") return new(Agent: null);
        return new(text.Contains('/', StringComparison.Ordinal) ? PathOf(text, options.Take("on_fail")!.At) : AgentName.Of(text, isPath: false));
    }

    private CallWorkflowNode CallWorkflow(Position at)
    {
        _tokens.Advance();
        var workflow = _tokens.Name("The called workflow's name");
        var (all, inputs) = (new List<Option>(), ImmutableArray<KeyValuePair<string, string>>.Empty);
        if (_tokens.TryTake("{"))
        {
            all.AddRange(_options.Read());
            if (_tokens.Current.IsWord("inputs") && _tokens.Following.Is("{"))
            {
                _tokens.Advance();
                inputs = PassedInputs(workflow);
            }
            all.AddRange(_options.Read());
            if (!_tokens.TryTake("}"))
                throw new Refusal(_tokens.Current.At, $"In 'call workflow {workflow}' stand options and one 'inputs {{ … }}', up to '}}'. Here stands {_tokens.Current.Shown}.");
        }
        var options = Set($"call workflow {workflow}", at, all);
        var node = new CallWorkflowNode(at, workflow)
        {
            Inputs = inputs,
            Retries = options.Number("retries", 1000) ?? 0,
            OnFail = OnFailOf(options),
            As = options.Text("as"),
        };
        options.Finish();
        return node;
    }

    private ImmutableArray<KeyValuePair<string, string>> PassedInputs(string workflow)
    {
        _tokens.Expect("{", "behind 'inputs'");
        var passed = new List<KeyValuePair<string, string>>();
        foreach (var option in _options.Read())
        {
            if (option.Value.Kind is OptionValueKind.List or OptionValueKind.Map)
                throw new Refusal(option.At, $"The input '{option.Key}' of workflow '{workflow}' is a text, a number or a word.");
            if (passed.RemoveAll(other => other.Key == option.Key) > 0) Warn(option.At, $"'{option.Key}' is passed twice; the last one counts.");
            passed.Add(new(option.Key, option.Value.Text));
        }
        _tokens.Expect("}", $"at the end of the inputs of '{workflow}'");
        return [.. passed];
    }

    private ScriptNode Script(Position at)
    {
        var name = _tokens.Name("The script's name");
        var options = Braced($"script {name}", at, isRequired: true, "env");
        var node = new ScriptNode(at, name, options.Text("run", isRequired: true) ?? "")
        {
            Env = options.Map("env"),
            Timeout = options.Duration("timeout", secondsOnly: true),
            Retries = options.Number("retries", 1000) ?? 0,
            OnFail = OnFailOf(options),
            As = options.Text("as"),
        };
        options.Finish();
        return node;
    }

    private ForEachNode ForEach(Position at)
    {
        var name = _tokens.Name("The name of the foreach");
        var node = $"foreach {name}";
        var options = Braced(node, at, isRequired: true, "scope", "filter", "inputs");
        var onChildFail = options.Word("on_child_fail", "continue", "halt", "skip_dependents");
        var ordered = options.Word("ordered", "false", "true") == "true";
        if (onChildFail == "skip_dependents" && !ordered)
            Warn(options.Take("on_child_fail")!.At, $"{node}: skip_dependents needs ordered = true; it is imported as if it stood there.");
        if (options.Word("on_cycle", "fail", "warn") == "warn")
            Warn(options.Take("on_cycle")!.At, $"{node}: on_cycle = warn has no effect in runkon-flow; here a circle of dependencies fails before anything runs.");
        var result = new ForEachNode(
            at, name, options.Text("over", isRequired: true) ?? "", options.Text("workflow", isRequired: true) ?? "",
            Math.Max(1, options.Number("max_parallel", isRequired: true) ?? 1))
        {
            Scope = options.Map("scope"),
            Filter = options.Map("filter"),
            Inputs = options.Map("inputs"),
            Ordered = ordered || onChildFail == "skip_dependents",
            OnChildFail = onChildFail switch { "halt" => "Halt", "skip_dependents" => "SkipDependents", _ => "Continue" },
        };
        options.Finish();
        return result;
    }
}
