using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RunkonFlow.Typed.Generators.Emission;

namespace RunkonFlow.Typed.Generators.Parsing;

/// <summary>Constants as C# expressions.</summary>
internal static class ConstantText
{
    public static string Of(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    public static string Of(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static string Of(bool claim) => claim ? "true" : "false";

    /// <summary>A parameter's default value.</summary>
    public static string DefaultOf(IParameterSymbol parameter) => Of(parameter.ExplicitDefaultValue, parameter.Type);

    /// <summary>A constant of a type; null stands for the type's default.</summary>
    public static string Of(object? value, ITypeSymbol type)
    {
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T && value is not null)
            return Of(value, ((INamedTypeSymbol)type).TypeArguments[0]);
        return value switch
        {
            null => type.IsValueType && type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T ? "default" : "null",
            _ when type.TypeKind == TypeKind.Enum => EnumValue(value, (INamedTypeSymbol)type),
            double.NaN => "double.NaN",
            double.PositiveInfinity => "double.PositiveInfinity",
            double.NegativeInfinity => "double.NegativeInfinity",
            float.NaN => "float.NaN",
            float.PositiveInfinity => "float.PositiveInfinity",
            float.NegativeInfinity => "float.NegativeInfinity",
            double number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + "D",
            float number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + "F",
            decimal number => number.ToString(System.Globalization.CultureInfo.InvariantCulture) + "M",
            _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)!,
        };
    }

    private static string EnumValue(object value, INamedTypeSymbol type)
    {
        var name = TypeNames.Emitted(type);
        var field = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.HasConstantValue && Equals(f.ConstantValue, value));
        return field is not null
            ? $"{name}.{Identifier.Escape(field.Name)}"
            : $"({name})({SymbolDisplay.FormatPrimitive(value, quoteStrings: false, useHexadecimalNumbers: false)})";
    }
}
