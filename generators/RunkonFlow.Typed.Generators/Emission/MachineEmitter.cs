using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Model;
using RunkonFlow.Typed.Generators.Parsing;
using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Emits the machine of a workflow: what the engine reaches beside the frames.</summary>
internal sealed partial class MachineEmitter(SourceWriter writer, FrameLayout flow, ValuesEmitter values, IReadOnlyList<ParameterModel> inputs, IReadOnlyList<SignalModel> signals)
{
    // A type of the user's may well be called Machine; one nested here by that name would hide it from the user's own code.
    private string MachineType => flow.Prefix + "Machine";

    private IEnumerable<(ParameterModel Input, VariableModel Variable)> Inputs
        => inputs.Zip(flow.Flow.Parameters.Select(n => flow.Flow.Variables[n]).Where(v => v.Kind == VariableKind.Parameter), (input, variable) => (input, variable));

    public void Emit(WorkflowFacts facts, IEnumerable<FrameLayout> all)
    {
        writer.Line($"static partial void ConnectMachine(ref {Library.Machines}.FlowMachine? machine) => machine = new {MachineType}();");
        writer.Line();
        writer.Line("/// <summary>Makes frames of the flow, and writes and reads what goes in and comes out.</summary>");
        using (writer.Block($"private sealed class {MachineType} : {Library.Machines}.FlowMachine"))
        {
            new DefinitionEmitter(writer, flow, all).Emit(facts);
            writer.Line();
            if (facts.Json is { } context)
            {
                writer.Line($"public override global::System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver Json => {context}.Default;");
                writer.Line();
            }
            writer.Line($"public override {Library.Frame} CreateFrame(object workflow) => new {flow.FrameType} {{ Workflow = ({flow.WorkflowType})workflow }};");
            writer.Line();
            writer.Line($"public override void Bind({Library.Frame} frame, object workflow) => (({flow.FrameType})frame).Workflow = ({flow.WorkflowType})workflow;");
            writer.Line();
            WriteInput();
            writer.Line();
            ReadInput();
            writer.Line();
            Output();
            Messages();
            Replies();
            Items();
            new CompensationEmitter(writer, flow).Emit();
        }
    }

    private void WriteInput()
    {
        using (writer.Block($"public override void WriteInput({Library.Writer} json, object input)"))
        {
            if (inputs.Count > 0)
                writer.Line("var typed = (FlowInput)input;");
            writer.Line("json.WriteStartObject();");
            foreach (var (input, variable) in Inputs)
            {
                writer.Line($"json.WritePropertyName({ConstantText.Of(input.Name)}u8);");
                writer.Line(values.Write(variable.Payload!, "json", $"typed.{input.Property}"));
            }
            writer.Line("json.WriteEndObject();");
        }
    }

    private void ReadInput()
    {
        using (writer.Block($"public override void ReadInput({Library.Frame} frame, ref {Library.Reader} json)"))
        {
            if (inputs.Count == 0)
            {
                writer.Line("json.Skip();");
                return;
            }
            writer.Line($"var flow = ({flow.FrameType})frame;");
            foreach (var (_, variable) in Inputs)
                if (variable.Default is { } value)
                    writer.Line($"flow.{flow.Fields[variable.Number]} = {value};");
            ReadMembers("flow", flow, [.. Inputs.Select(i => (i.Input.Name, i.Input.Property, i.Variable))]);
        }
    }

    /// <summary>Reads the members of an object into variables of a frame; one without default must be there.</summary>
    private void ReadMembers(string frame, FrameLayout layout, IReadOnlyList<(string Name, string Property, VariableModel Variable)> members)
    {
        var required = members.Where(m => m.Variable.Default is null).ToList();
        foreach (var member in required)
            writer.Line($"var has{member.Property} = false;");
        using (writer.Block($"while (json.Read() && json.TokenType == {Library.PropertyName})"))
        {
            foreach (var (name, property, variable) in members)
            {
                using (writer.Block($"if (json.ValueTextEquals({ConstantText.Of(name)}u8))"))
                {
                    writer.Line("json.Read();");
                    writer.Line($"{frame}.{layout.Fields[variable.Number]} = {values.Read(variable.Payload!, "json")};");
                    if (variable.Default is null)
                        writer.Line($"has{property} = true;");
                    writer.Line("continue;");
                }
            }
            writer.Line("json.Read();");
            writer.Line("json.Skip();");
        }
        foreach (var (name, property, _) in required)
            writer.Line($"if (!has{property}) throw new {Library.Machines}.IncompatibleFrameException({ConstantText.Of($"The input has no '{name}', which has no default.")});");
    }

    private void Messages()
    {
        if (signals.Count == 0)
            return;
        writer.Line();
        using (writer.Block($"public override void WriteMessage({Library.Writer} json, string signal, object? message)"))
        using (writer.Block("switch (signal)"))
        {
            foreach (var signal in signals)
                writer.Line($"{Cases(signal)} {values.Write(signal.Message, "json", $"(({signal.Message.Type})message!)")} break;");
            writer.Line("default: throw new global::System.ArgumentOutOfRangeException(nameof(signal));");
        }
    }

    private void Replies()
    {
        var requests = signals.Where(signal => signal.Reply is not null).ToList();
        if (requests.Count == 0)
            return;
        writer.Line();
        using (writer.Block($"public override void WriteReply({Library.Writer} json, string signal, object? reply)"))
        using (writer.Block("switch (signal)"))
        {
            foreach (var signal in requests)
                writer.Line($"{Cases(signal)} {values.Write(signal.Reply!, "json", $"(({signal.Reply!.Type})reply!)")} break;");
            writer.Line("default: throw new global::System.ArgumentOutOfRangeException(nameof(signal));");
        }
        writer.Line();
        using (writer.Block($"public override object? ReadReply(ref {Library.Reader} json, string signal)"))
        using (writer.Block("switch (signal)"))
        {
            foreach (var signal in requests)
                writer.Line($"{Cases(signal)} return {values.Read(signal.Reply!, "json")};");
            writer.Line("default: throw new global::System.ArgumentOutOfRangeException(nameof(signal));");
        }
    }

    /// <summary>A request that was sent under a former id is answered under it.</summary>
    private static string Cases(SignalModel signal)
        => string.Join(" ", signal.FormerIds.Insert(0, signal.Id).Select(static id => $"case {ConstantText.Of(id)}:"));

    private void Output()
    {
        if (flow.Flow.ResultPayload is not { } payload)
        {
            writer.Line($"public override bool WriteOutput({Library.Writer} json, {Library.Frame} frame) => false;");
            writer.Line();
            writer.Line($"public override object? ReadOutput(ref {Library.Reader} json) => null;");
            return;
        }
        using (writer.Block($"public override bool WriteOutput({Library.Writer} json, {Library.Frame} frame)"))
        {
            writer.Line($"var flow = ({flow.FrameType})frame;");
            writer.Line(values.Write(payload, "json", "flow.Result"));
            writer.Line("return true;");
        }
        writer.Line();
        writer.Line($"public override object? ReadOutput(ref {Library.Reader} json) => {values.Read(payload, "json")};");
    }
}
