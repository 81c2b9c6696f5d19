"""A made-up company as SAP holds it: an invoice paid by remittance, a credit memo, a cancelled invoice."""

TABLES = {
    "kna1": """kunnr,name1,land1,brsch,konzs,umsa1,uwaer,jmzah,erdat
0000001000,Nordwind AG,DE,MACH,,5000000,EUR,120,20190501
0000001001,Nordwind Service GmbH,DE,MACH,0000001000,0,,0,00000000""",
    "knb1": """kunnr,bukrs,zterm
0000001000,0001,N030
0000001000,0002,N045""",
    "t052": """zterm,ztagg,ztag1,ztag2,ztag3
N030,0,14,30,0
N045,0,45,0,0""",
    "knkk": """kunnr,kkber,klimk
0000001000,1000,250000""",
    "mara": """matnr,matkl,mtart,spart
000000000000000042,PUMPS,FERT,01
REPAIR,SERV,DIEN,02""",
    "makt": """matnr,spras,maktx
000000000000000042,E,Feed pump
000000000000000042,D,Speisepumpe
REPAIR,E,Repair on site""",
    "vbrk": """vbeln,fkart,vbtyp,fkdat,kunag,kunrg,waerk,netwr,mwsbk,sfakn,rfbsk
0090000001,F2,M,20240115,0000001001,0000001000,EUR,1000.00,190.00,,C
0090000002,G2,O,20240220,0000001001,0000001000,EUR,100.00,19.00,,C
0090000003,F2,M,20240301,0000001000,0000001000,EUR,500.00,95.00,,C
0090000004,S1,N,20240302,0000001000,0000001000,EUR,500.00,95.00,0090000003,C
0090000005,F2,M,20240405,0000001000,0000001000,EUR,70.00,13.30,,A
0090000006,F2,M,20241399,0000001000,0000001000,EUR,1.00,0.19,,C""",
    "vbrp": """vbeln,posnr,matnr,fkimg,netwr,wavwr,vgbel,vgtyp
0090000001,000010,000000000000000042,2,800.00,500.00,0080000001,J
0090000001,000020,REPAIR,1,200.00,0.00,0080000001,J
0090000002,000010,000000000000000042,1,100.00,60.00,0090000001,M""",
    "bsid": """bukrs,belnr,gjahr,buzei,kunnr,blart,budat,waers,wrbtr,shkzg,vbeln,xblnr,zfbdt,zbd1t,zbd2t,zbd3t
0001,1400000002,2024,001,0000001000,DZ,20240510,EUR,40.00,S,,refund,20240510,0,0,0""",
    "bsad": """bukrs,belnr,gjahr,buzei,kunnr,blart,budat,waers,wrbtr,shkzg,vbeln,xblnr,zfbdt,zbd1t,zbd2t,zbd3t,augdt,augbl
0001,9000000001,2024,001,0000001000,RV,20240115,EUR,1190.00,S,0090000001,,20240115,14,30,0,20240214,1400000001
0001,1400000001,2024,002,0000001000,DZ,20240214,EUR,1190.00,H,,0090000001,20240214,0,0,0,20240214,1400000001""",
}
