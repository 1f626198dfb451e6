using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Emission;

/// <content>What the limits of steps are about.</content>
internal sealed partial class CallEmitter
{
    public static string LimitOf(FrameLayout layout, OperationModel operation) => $"{layout.Prefix}_Limit{operation.Index + 1}";

    private void Limits(OperationModel operation)
    {
        writer.Line();
        writer.Line($"private string {LimitOf(layout, operation)}({layout.FrameType} __f, int __limit) => __limit switch");
        writer.Line("{");
        using (writer.Indent("};"))
        {
            for (var i = 0; i < operation.Limits.Length; i++)
                writer.Line($"{(i == operation.Limits.Length - 1 ? "_" : ConstantText.Of(i))} => {Text(operation, operation.Limits[i].Key)},");
        }
    }
}
