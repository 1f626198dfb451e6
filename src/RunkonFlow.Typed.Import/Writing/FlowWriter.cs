using System.Collections.Immutable;
using RunkonFlow.Typed.Import.Reading;
using RunkonFlow.Typed.Import.Syntax;

namespace RunkonFlow.Typed.Import.Writing;

/// <summary>Writes one workflow's class, with the flow that its nodes become.</summary>
internal sealed partial class FlowWriter
{
    // Ids that the engine gives to operations without a name of their own.
    private static readonly string[] TakenIds = ["parallel", "for-each", "delay"];
    private static readonly string[] TakenLocals = ["input", "ct", "log", "agents", "scripts", "gates", "items", "workflows", "succeeded", "failure", "item", "request", "step"];
    private static readonly string[] TakenMethods = ["Run", "Start", "Gates", "Steps", "Signals", "Registration", "Equals", "GetHashCode", "ToString", "GetType"];

    private readonly ImportSet _set;
    private readonly ImportedWorkflow _workflow;
    private readonly NameScope _names = new("", StringComparer.Ordinal, TakenLocals);
    private readonly NameScope _methods;
    private readonly NameScope _ids = new("-", StringComparer.Ordinal, TakenIds);
    private readonly StepTable _agents;
    private readonly StepTable _scripts;
    private readonly StepTable _calls;
    private readonly Dictionary<(string Workflow, uint Retries), string> _children = [];
    private readonly Locals _locals;
    private readonly CodeWriter _members = new();
    private readonly CodeWriter _flow = new();
    private readonly Stack<DoNode> _blocks = [];
    private bool _usesGates;
    private bool _usesItems;
    private bool _hasOperation;
    private int _parallels;

    public FlowWriter(ImportSet set, ImportedWorkflow workflow)
    {
        (_set, _workflow) = (set, workflow);
        _methods = new("", StringComparer.Ordinal, [.. TakenMethods, workflow.ClassName]);
        (_agents, _scripts, _calls) = (new(_methods, _ids), new(_methods, _ids), new(_methods, _ids));
        _locals = new Locals(workflow.Definition, set, _names);
    }

    /// <summary>The agents' methods, once the class is written.</summary>
    public IReadOnlyCollection<StepMethod> Agents => _agents.Methods;

    private WorkflowDefinition Definition => _workflow.Definition;

    /// <summary>The class; its usings and namespace come from whoever makes the file.</summary>
    public string WriteClass()
    {
        Flow();
        ScriptMethods();
        CallMethods();

        var code = new CodeWriter();
        Head(code);
        code.Open();
        code.Append(_flow);
        if (_members.ToString().Length > 0)
        {
            code.Line();
            code.Append(_members);
        }
        code.Close();
        return code.ToString();
    }

    private void Head(CodeWriter code)
    {
        foreach (var comment in Definition.Comments) code.Comment(comment);
        foreach (var check in Definition.Checks) code.Comment($"CHECK: {check}");
        code.Summary(Definition.Description is { Length: > 0 } description ? description : Definition.Title ?? Definition.Name);
        var parts = new List<string> { CSharp.Text(_workflow.Id) };
        if (Definition.Title is { } title) parts.Add($"Title = {CSharp.Text(title)}");
        if (Definition.Description is { Length: > 0 } text) parts.Add($"Description = {CSharp.Text(text)}");
        if (Definition.Group is { } group) parts.Add($"Group = {CSharp.Text(group)}");
        if (Definition.Trigger != "manual") parts.Add($"Trigger = {CSharp.Text(Definition.Trigger)}");
        if (!Definition.Targets.IsEmpty) parts.Add($"Targets = {CSharp.List(Definition.Targets)}");
        code.Line($"[Workflow({CodeWriter.Break}{string.Join($",{CodeWriter.Break} ", parts)})]");
        code.Line($"public sealed partial class {_workflow.ClassName}({CodeWriter.Break}{string.Join($",{CodeWriter.Break} ", Parameters())})".Replace("()", "", StringComparison.Ordinal));
    }

    private IEnumerable<string> Parameters()
    {
        if (_agents.Methods.Count > 0) yield return $"{_workflow.AgentsName} agents";
        if (_scripts.Methods.Count > 0) yield return "Scripts scripts";
        if (_usesGates) yield return "IGateResolver gates";
        if (_usesItems) yield return "IItemProvider items";
        if (_calls.Methods.Count > 0) yield return "IWorkflowCalls workflows";
        foreach (var ((name, retries), parameter) in _children)
        {
            _set.TryGet(name, out var child);
            yield return $"{(retries > 0 ? $"[Child(MaxAttempts = {retries + 1})] " : "")}{child!.ClassName} {parameter}";
        }
    }

    private void Flow()
    {
        var body = new CodeWriter();
        var always = new CodeWriter();
        Write(body, Definition.Body);
        Write(always, Definition.Always);
        if (!_hasOperation)
        {
            Warn(Definition.At, "The workflow has no step; a timer of no length stands in for one, since a flow has at least one operation.");
            body.Line("await Flow.Delay(TimeSpan.Zero, ct);");
        }

        _flow.Summary("The course of a run.");
        _flow.Line("[Flow]");
        _flow.Open($"public async Task<RunResult> RunAsync({_workflow.InputName} input, CancellationToken ct = default)");
        _flow.Line("var log = input.ToLog();");
        foreach (var local in _locals.AtTop) _flow.Line($"StepResult? {local} = null;");
        if (always.ToString().Length == 0) _flow.Append(body);
        else Guarded(body, always);
        _flow.Line("return log.ToResult();");
        _flow.Close();
    }

    private void Guarded(CodeWriter body, CodeWriter always)
    {
        _flow.Line("var succeeded = false;");
        _flow.Open("try");
        if (body.ToString().Length > 0) _flow.Append(body);
        _flow.Line("succeeded = true;");
        _flow.Close();
        _flow.Open("finally");
        _flow.Line("log = log.With(\"workflow_status\", succeeded ? \"completed\" : \"failed\");");
        _flow.Open("try");
        _flow.Append(always);
        _flow.Close();
        _flow.Open("catch (StepFailedException)");
        _flow.Comment("What fails here does not change how the run ends.");
        _flow.Close();
        _flow.Close();
    }

    private void Write(CodeWriter code, ImmutableArray<Node> nodes)
    {
        foreach (var node in nodes) Write(code, node);
    }

    private void Write(CodeWriter code, Node node)
    {
        var inner = new CodeWriter();
        foreach (var key in Locals.ReadBy(node)) CheckIsProduced(node, key);
        switch (node)
        {
            case CallNode call: Call(inner, call); break;
            case CallWorkflowNode call: CallWorkflow(inner, call); break;
            case ScriptNode script: Script(inner, script); break;
            case IfNode condition: If(inner, condition); break;
            case LoopNode loop: Loop(inner, loop); break;
            case DoNode block: Do(inner, block); break;
            case AlwaysNode always: Write(inner, always.Body); break;
            case ParallelNode parallel: Parallel(inner, parallel); break;
            case GateNode gate: Gate(inner, gate); break;
            case QualityGateNode gate: QualityGate(inner, gate); break;
            case ForEachNode items: ForEach(inner, items); break;
        }
        foreach (var comment in node.Comments) code.Comment(comment);
        foreach (var check in node.Checks) code.Comment($"CHECK: {check}");
        if (inner.ToString().Length > 0) code.Append(inner);
    }

    private void CheckIsProduced(Node node, string key)
    {
        if (!Definition.AllNodes.Any(other => _locals.IsProducedBy(other, key)))
            Warn(node, $"No step '{key}' leaves a result in this workflow or in those that it calls, so its markers are never there.");
    }

    private void Warn(Node node, string message)
    {
        _workflow.Findings.Warning(node.At, message);
        if (!node.Checks.Contains(message)) node.Checks.Add(message);
    }

    private void Warn(Position at, string message) => _workflow.Findings.Warning(at, message);
}
