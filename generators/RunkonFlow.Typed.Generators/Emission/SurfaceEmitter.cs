using RunkonFlow.Typed.Generators.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>
/// Emits what users name: the registration and the typed start. For a workflow with errors it emits the same members, so
/// that the compiler gets far enough to let the analyzers speak; a start then fails with a message that says so.
/// </summary>
internal static class SurfaceEmitter
{
    private const string Machine = "global::RunkonFlow.Typed.Machines.FlowMachine?";
    private const string Services = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions";
    private const string KeyedServices = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions";

    public static string Emit(WorkflowModel workflow)
    {
        var writer = EmittedFile.Begin();
        using (EmittedFile.Open(writer, workflow.Hierarchy))
        {
            WriteRegistration(writer, workflow);
            if (workflow.Flow is { } flow)
            {
                if (Has(workflow, "Start")) WriteStart(writer, workflow, flow);
                if (Has(workflow, "FlowInput")) WriteInput(writer, workflow, flow);
            }
            WaitEmitter.Emit(writer, workflow);
            StepHandleEmitter.Emit(writer, workflow);
        }
        return writer.ToString();
    }

    private static bool Has(WorkflowModel workflow, string member) => !workflow.TakenNames.Contains(member);

    private static void WriteRegistration(SourceWriter writer, WorkflowModel workflow)
    {
        if (!Has(workflow, "Registration")) return;
        writer.Line($"/// <summary>Workflow <c>{XmlText.Escape(workflow.Id)}</c>, version {ConstantText.Of(workflow.Version)}, for <c>AddRunkonFlow()</c>.{About(workflow)}</summary>");
        writer.Line(EmittedFile.GeneratedCode);
        writer.Line("public static global::RunkonFlow.Typed.WorkflowRegistration Registration { get; } = new(");
        using (writer.Indent())
        {
            writer.Line($"{ConstantText.Of(workflow.Id)},");
            writer.Line($"{ConstantText.Of(workflow.Version)},");
            writer.Line($"typeof({workflow.Type}),");
            writer.Line($"isStateless: {ConstantText.Of(workflow.IsStateless)},");
            WriteConnect(writer, workflow);
            WriteCreate(writer, workflow);
        }
        writer.Line();
        if (!Has(workflow, "ConnectMachine")) return;
        writer.Line("// Implemented beside the machine. Where there is none, because the flow has errors or is being edited, the call vanishes.");
        writer.Line($"static partial void ConnectMachine(ref {Machine} machine);");
        writer.Line();
    }

    private static string About(WorkflowModel workflow)
        => (workflow.Description ?? workflow.Title) is { } text ? $" {XmlText.Escape(text)}" : "";

    private static void WriteConnect(SourceWriter writer, WorkflowModel workflow)
    {
        if (!Has(workflow, "ConnectMachine"))
        {
            writer.Line("static () => null,");
            return;
        }
        using (writer.Block("static () =>", "},"))
        {
            writer.Line($"{Machine} machine = null;");
            writer.Line($"{workflow.Type}.ConnectMachine(ref machine);");
            writer.Line("return machine;");
        }
    }

    private static void WriteCreate(SourceWriter writer, WorkflowModel workflow)
    {
        if (!workflow.IsCreatable)
        {
            writer.Line($"""static _ => throw new global::System.InvalidOperationException("Workflow '{workflow.Id}' has compile errors, see the RKF diagnostics of its build."));""");
            return;
        }
        if (workflow.Services.Count == 0)
        {
            writer.Line($"static _ => new {workflow.Type}());");
            return;
        }
        writer.Line($"static services => new {workflow.Type}(");
        using (writer.Indent())
        {
            for (var i = 0; i < workflow.Services.Count; i++)
                writer.Line(Resolve(workflow.Services[i]) + (i < workflow.Services.Count - 1 ? "," : "));"));
        }
    }

    private static string Resolve(ServiceModel service) => service switch
    {
        { IsProvider: true } => "services",
        { IsHandle: true } => $"({service.Type})null!",
        { Key: { } key, Default: null } => $"{KeyedServices}.GetRequiredKeyedService<{service.Type}>(services, {key})",
        { Key: { } key, Default: "null" } => $"{KeyedServices}.GetKeyedService<{service.Type}>(services, {key})",
        { Key: { } key } => $"{KeyedServices}.GetKeyedService<{service.Type}>(services, {key}) ?? {service.Default}",
        { Default: null } => $"{Services}.GetRequiredService<{service.Type}>(services)",
        { Default: "null" } => $"{Services}.GetService<{service.Type}>(services)",
        _ => $"{Services}.GetService<{service.Type}>(services) ?? {service.Default}",
    };

    private static void WriteStart(SourceWriter writer, WorkflowModel workflow, FlowModel flow)
    {
        var parameters = string.Join(", ", flow.Parameters.Select(Declare));
        writer.Line($"/// <summary>A start of workflow <c>{XmlText.Escape(workflow.Id)}</c> with its input; nothing runs until it is given to <c>IWorkflowClient.StartAsync</c>.</summary>");
        foreach (var parameter in flow.Parameters)
            writer.Line($"""/// <param name="{parameter.Name}">As in <c>{flow.Name}</c>.</param>""");
        writer.Line(EmittedFile.GeneratedCode);
        writer.Line($"{flow.Accessibility} static global::RunkonFlow.Typed.WorkflowStart<{flow.Result}> Start({parameters})");
        using (writer.Indent())
        {
            var input = flow.Parameters.Count == 0
                ? "new FlowInput()"
                : $"new FlowInput {{ {string.Join(", ", flow.Parameters.Select(p => $"{p.Property} = {Identifier.Escape(p.Name)}"))} }}";
            writer.Line($"=> new({workflow.Type}.Registration, {input});");
        }
        writer.Line();
    }

    private static string Declare(ParameterModel parameter)
        => (parameter.IsParams ? "params " : "") + $"{parameter.Type} {Identifier.Escape(parameter.Name)}"
            + (parameter.Default is { } value ? $" = {value}" : "");

    private static void WriteInput(SourceWriter writer, WorkflowModel workflow, FlowModel flow)
    {
        writer.Line($"/// <summary>The input of a run of <c>{XmlText.Escape(workflow.Id)}</c>: the parameters of <c>{flow.Name}</c>.</summary>");
        writer.Line(EmittedFile.GeneratedCode);
        writer.Line(EmittedFile.Hidden);
        var accessibility = flow.Accessibility == "public" ? "internal" : flow.Accessibility;
        using (writer.Block($"{accessibility} sealed class FlowInput"))
        {
            foreach (var parameter in flow.Parameters)
                writer.Line($"public required {parameter.Type} {parameter.Property} {{ get; init; }}");
        }
    }
}
